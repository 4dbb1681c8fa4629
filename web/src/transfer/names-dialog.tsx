import { ArrowRight } from 'lucide-react'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Icon } from '../look/icon.tsx'
import { say } from '../words/say.ts'
import { transfers } from './here.ts'
import styles from './questions.module.css'
import type { Row, Whereto } from './row.ts'

const MOST = 100

const shown = ({ folder, name }: Whereto): string => [...folder, name].join(' / ')

/** Names that are not accepted, each with one that is. */
export function NamesDialog({
  rows,
  onLater,
}: {
  readonly rows: readonly Row[]
  readonly onLater: () => void
}) {
  const ids = rows.map(({ id }) => id)
  return (
    <Dialog
      title={say('transfer.names.title', { count: rows.length })}
      isOpen
      onClose={onLater}
      acts={
        <>
          <Button onPress={() => transfers.tell({ kind: 'cancelled', ids })}>
            {say('transfer.names.leave')}
          </Button>
          <Button kind="primary" onPress={() => transfers.tell({ kind: 'renamed', ids })}>
            {say('transfer.names.accept')}
          </Button>
        </>
      }
    >
      <p>{say('transfer.names.text')}</p>
      <ul className={styles.pairs}>
        {rows.slice(0, MOST).map((row) => (
          <li key={row.id} className={styles.change}>
            <span className={styles.old}>{shown(row)}</span>
            <span className={styles.arrow}>
              <Icon of={ArrowRight} size={16} />
              <span className="unseen">{say('transfer.names.becomes')}</span>
            </span>
            <strong>{shown(row.correction!)}</strong>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
