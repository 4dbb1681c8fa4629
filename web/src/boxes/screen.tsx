import type { Box, Boxes } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Inbox, Plus } from 'lucide-react'
import { boxPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Glyph } from '../look/glyph.tsx'
import { show } from '../look/overlays.tsx'
import { session } from '../session/session.ts'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'
import { hoursWords } from './hours.ts'
import { NewBoxDialog } from './new-box-dialog.tsx'

const makeNew = (): void => {
  show((close) => <NewBoxDialog folder={session().root} close={close} />)
}

/** One’s boxes, the newest first. */
export function Screen() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pagesOf<Boxes>(keys.boxes, '/boxes'),
  )
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  const boxes = data.pages.flatMap(({ entries }) => entries)
  return (
    <Place
      title={say('frame.boxes')}
      tools={
        <Button kind="primary" icon={Plus} onPress={makeNew}>
          {say('boxes.new')}
        </Button>
      }
    >
      {boxes.length === 0 ? (
        <EmptyState icon={Inbox} title={say('boxes.list.empty')} text={say('boxes.list.empty-text')} />
      ) : (
        <ul className={styles.boxes}>
          {boxes.map((box) => (
            <Row key={box.id} box={box} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {say('boxes.list.more')}
        </Button>
      )}
    </Place>
  )
}

const Row = ({ box }: { readonly box: Box }) => (
  <li className={styles.row}>
    <Glyph folder mark="box" size={28} />
    <div className={styles.text}>
      <Link to={boxPath(box.id)} className={styles.name}>
        {box.title}
      </Link>
      <span className={styles.quiet}>{depositsWords(box)}</span>
    </div>
    <span className={box.hours === 'closed' ? styles.closed : styles.open}>{hoursWords(box)}</span>
  </li>
)

export function depositsWords({ deposits, lateDeposits, lastDeposit }: Box): string {
  if (deposits === 0) return say('boxes.list.none')
  return [
    say('boxes.list.deposits', { count: deposits }),
    ...(lateDeposits > 0 ? [say('boxes.list.late', { count: lateDeposits })] : []),
    ...(lastDeposit === null ? [] : [say('boxes.list.last', { when: when(lastDeposit) })]),
  ].join(', ')
}
