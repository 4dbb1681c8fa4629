import { ChevronDown, ChevronUp, Pause, Play, X } from 'lucide-react'
import { memo } from 'react'
import { Bar } from '../look/bar.tsx'
import { IconButton } from '../look/button.tsx'
import { say } from '../words/say.ts'
import { transfers } from './here.ts'
import styles from './panel.module.css'
import type { Queue } from './row.ts'
import { totalSentence } from './sentences.ts'
import type { Totals } from './totals.ts'
import { usePace } from './use-queue.ts'

interface HeadProps {
  readonly queue: Queue
  readonly totals: Totals
  readonly folded: boolean
  readonly setFolded: (folded: boolean) => void
}

const cancelAll = (): void =>
  transfers.tell({ kind: 'cancelled', ids: transfers.now.rows.map(({ id }) => id) })

interface ActsProps extends Pick<HeadProps, 'folded' | 'setFolded'> {
  readonly paused: boolean
  readonly settled: boolean
}

/** They stay as they are while the figures beside them move. */
const Acts = memo(({ paused, settled, folded, setFolded }: ActsProps) => (
  <>
    {!settled && (
      <IconButton
        small
        icon={paused ? Play : Pause}
        label={say(paused ? 'transfer.resume' : 'transfer.pause')}
        onPress={() => transfers.tell({ kind: paused ? 'resumed' : 'paused' })}
      />
    )}
    {!settled && <IconButton small icon={X} label={say('transfer.cancel-all')} onPress={cancelAll} />}
    <IconButton
      small
      icon={folded ? ChevronUp : ChevronDown}
      label={say(folded ? 'transfer.unfold' : 'transfer.fold')}
      onPress={() => setFolded(!folded)}
    />
    {settled && (
      <IconButton
        small
        icon={X}
        label={say('transfer.close')}
        onPress={() => transfers.tell({ kind: 'cleared' })}
      />
    )}
  </>
))

/** All of the queue in a line, which stays when the panel is folded. */
export function Head({ queue, totals, folded, setFolded }: HeadProps) {
  const pace = usePace(queue, totals)
  const [first, ...others] = totalSentence(queue, totals, pace)
  const { paused } = queue
  return (
    <div className={styles.head}>
      <div className={styles.line}>
        <p className={styles.total}>
          <strong>{first}</strong>
          {others.length > 0 && <span>{others.join(' · ')}</span>}
        </p>
        <Acts {...{ paused, folded, setFolded }} settled={totals.settled} />
      </div>
      {queue.rows.length > 0 && !totals.settled && (
        <Bar
          label={say('transfer.progress')}
          part={totals.size === 0 ? totals.done / Math.max(1, totals.files) : totals.sent / totals.size}
          text={first}
          tone={paused || queue.offline ? 'quiet' : 'plain'}
        />
      )}
    </div>
  )
}
