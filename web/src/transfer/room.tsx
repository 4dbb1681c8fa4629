import { Link } from '../address/link.tsx'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { size } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { beyondRoom } from './fit.ts'
import { transfers } from './here.ts'
import styles from './questions.module.css'
import { type Deposit, isSettled, type Row } from './row.ts'

/** More is to come than there is room for: nothing was sent, and what fits may go. */
export function RoomDialog({ deposit, rows }: { readonly deposit: Deposit; readonly rows: readonly Row[] }) {
  const open = rows.filter((row) => !isSettled(row))
  const beyond = beyondRoom(open, deposit.missing)
  const giveUp = (): void => transfers.tell({ kind: 'cancelled', ids: rows.map(({ id }) => id) })
  const close = (): void => {
    giveUp()
    transfers.tell({ kind: 'fitted', deposit: deposit.id, beyond: [] })
  }
  const fits = beyond.length < open.length
  return (
    <Dialog
      title={say('transfer.room.title')}
      isOpen
      onClose={close}
      role="alertdialog"
      acts={
        <>
          <Button onPress={close}>{say('transfer.cancel')}</Button>
          {fits && (
            <Button
              kind="primary"
              onPress={() => transfers.tell({ kind: 'fitted', deposit: deposit.id, beyond })}
            >
              {say('transfer.room.fit')}
            </Button>
          )}
        </>
      }
    >
      <p>{say('transfer.room.text', { missing: size(deposit.missing) })}</p>
      {!fits && <p>{say('transfer.room.none')}</p>}
      <p>
        <Link to="/space" onClick={close} className={styles.way}>
          {say('transfer.room.see')}
        </Link>
      </p>
    </Dialog>
  )
}
