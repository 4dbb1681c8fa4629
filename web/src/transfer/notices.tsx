import { Button } from '../look/button.tsx'
import { say } from '../words/say.ts'
import { giveUp, resume, retry } from './here.ts'
import styles from './panel.module.css'
import type { Queue } from './row.ts'
import type { Kept } from './store.ts'
import type { Totals } from './totals.ts'

interface NoticesProps {
  readonly queue: Queue
  readonly totals: Totals
  /** What an earlier visit left behind. */
  readonly behind: readonly Kept[]
  readonly setBehind: (behind: readonly Kept[]) => void
  readonly onAnswer: () => void
}

function LeftBehind({ behind, setBehind }: Pick<NoticesProps, 'behind' | 'setBehind'>) {
  const end = (act: (kept: readonly Kept[]) => Promise<void>) => () =>
    void act(behind).finally(() => setBehind([]))
  return (
    <div className={styles.notice}>
      <p>{say('transfer.interrupted', { count: behind.length })}</p>
      <div className={styles.choices}>
        <Button small kind="quiet" onPress={end(giveUp)}>
          {say('transfer.give-up')}
        </Button>
        <Button small kind="primary" onPress={end(resume)}>
          {say('transfer.resume')}
        </Button>
      </div>
    </div>
  )
}

/** What has to be known or said before it goes on. */
export function Notices({ queue, totals, behind, setBehind, onAnswer }: NoticesProps) {
  const { done, files, failed, asking, unread } = totals
  const short = queue.deposits.some(({ stage }) => stage === 'short')
  const waits = asking + (short ? 1 : 0)
  const failures = queue.rows.filter(
    ({ stage, failure }) => stage === 'failed' && failure?.kind !== 'file-changed',
  )
  return (
    <>
      {behind.length > 0 && <LeftBehind {...{ behind, setBehind }} />}
      {queue.offline && !totals.settled && (
        <p className={styles.notice}>{say('transfer.offline', { done, count: files })}</p>
      )}
      {queue.signedOut && <p className={styles.notice}>{say('transfer.signed-out')}</p>}
      {waits > 0 && (
        <div className={styles.notice}>
          <p>{say('transfer.waits', { count: waits })}</p>
          <div className={styles.choices}>
            <Button small kind="primary" onPress={onAnswer}>
              {say('transfer.answer')}
            </Button>
          </div>
        </div>
      )}
      {unread > 0 && <p className={styles.notice}>{say('transfer.unread', { count: unread })}</p>}
      {failed > 1 && failures.length > 1 && totals.settled && (
        <div className={styles.notice}>
          <p>{say('transfer.total.failed', { count: failed })}</p>
          <div className={styles.choices}>
            <Button small onPress={() => retry(failures.map(({ id }) => id))}>
              {say('transfer.retry-all')}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}
