import type { BoardRow } from '@nuage/contract/api'
import { Link2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useUndoKey } from '../acts/use-undo-key.ts'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { Button } from '../look/button.tsx'
import { CopyField } from '../look/copy-field.tsx'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'
import { actOn, type Given, type LinkAct } from './act.ts'
import { LinksBar } from './bar.tsx'
import { Row } from './row.tsx'
import styles from './screen.module.css'
import { useBoard } from './use-board.ts'

/** Every link and share of one’s own, those worth a second look first. */
export function Screen() {
  useUndoKey()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useBoard()
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  const rows = data.pages.flatMap((page) => page.entries)
  return (
    <Place title={say('frame.links')}>
      {rows.length === 0 ? (
        <EmptyState icon={Link2} title={say('links.empty')} text={say('links.empty-text')} />
      ) : (
        <div className={styles.page}>
          <p className={styles.lead}>{say('links.lead')}</p>
          <Rows rows={rows} />
          {hasNextPage && (
            <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
              {say('links.more')}
            </Button>
          )}
        </div>
      )}
    </Place>
  )
}

function Rows({ rows }: { readonly rows: readonly BoardRow[] }) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [told, setTold] = useState<readonly Given[]>([])
  const all = useRef<HTMLInputElement>(null)
  const chosen = rows.filter(({ id }) => selected.has(id))
  const select = (id: number, on: boolean): void => {
    const next = new Set(selected)
    if (on) next.add(id)
    else next.delete(id)
    setSelected(next)
  }
  const act = async (kind: LinkAct, expires?: number | null): Promise<void> => {
    // The buttons go away with the selection.
    all.current?.focus()
    setSelected(new Set())
    await actOn(kind, chosen, {
      expires,
      given: (given) => setTold((before) => [given, ...before]),
      undone: (password) => setTold((before) => before.filter((given) => given.password !== password)),
    })
  }
  return (
    <>
      <LinksBar
        {...{ all: rows.length, chosen, allRef: all }}
        onAll={(on) => setSelected(new Set(on ? rows.map(({ id }) => id) : []))}
        onAct={(kind, expires) => void act(kind, expires)}
      />
      <div aria-live="polite" className={styles.told}>
        {told.map(({ password, names }) => (
          <div key={password} className={styles.password}>
            <CopyField
              label={say('links.password', { names: listed(names) })}
              value={password}
              hint={say('links.password-hint')}
            />
          </div>
        ))}
      </div>
      <ul className={styles.rows} aria-label={say('frame.links')}>
        {rows.map((row) => (
          <Row key={row.id} row={row} selected={selected.has(row.id)} onSelect={(on) => select(row.id, on)} />
        ))}
      </ul>
    </>
  )
}

const NAMED = 3

const listed = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? '…' : '')
