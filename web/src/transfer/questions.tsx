import { ClashDialog } from './clash.tsx'
import { NamesDialog } from './names-dialog.tsx'
import { RoomDialog } from './room.tsx'
import type { Queue } from './row.ts'

interface QuestionsProps {
  readonly queue: Queue
  /** The answer can wait: what it is about waits with it, and the others go on. */
  readonly onLater: () => void
}

/** One question at a time: room, then names, then what is there already. */
export function Questions({ queue, onLater }: QuestionsProps) {
  const short = queue.deposits.find(({ stage }) => stage === 'short')
  if (short !== undefined) {
    const rows = queue.rows.filter(({ deposit }) => deposit === short.id)
    return <RoomDialog deposit={short} rows={rows} />
  }
  const asking = queue.rows.filter(({ stage }) => stage === 'asking')
  const misnamed = asking.filter(({ correction }) => correction !== undefined)
  if (misnamed.length > 0) return <NamesDialog rows={misnamed} onLater={onLater} />
  // Once all of a deposit has been looked at, so that it is asked once.
  const looked = new Set(queue.deposits.filter(({ stage }) => stage !== 'checking').map(({ id }) => id))
  const clashing = asking.find(({ deposit }) => looked.has(deposit))
  if (clashing === undefined) return null
  const deposit = queue.deposits.find(({ id }) => id === clashing.deposit)!
  const rows = asking.filter((row) => row.deposit === deposit.id)
  return <ClashDialog key={deposit.id} deposit={deposit} rows={rows} onLater={onLater} />
}
