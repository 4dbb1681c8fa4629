import { size } from '../words/figures.ts'
import { say, sentence } from '../words/say.ts'
import type { Pace } from './pace.ts'
import type { Failure, Queue, Row } from './row.ts'
import type { Totals } from './totals.ts'

/** Our own words where we have them: they say what to do; the server’s where it knows more. */
export function failureSentence({ kind, sentence: told }: Failure): string {
  if ((kind === 'name' || kind === 'refused' || kind === 'clash') && told !== undefined) return told
  return sentence(`transfer.failure.${kind}`) ?? told ?? say('transfer.failure.server')
}

/** What is said below the name of a file. */
export function rowSentence(row: Row): string {
  if (row.held) return say('transfer.stage.held')
  switch (row.stage) {
    case 'failed':
      return failureSentence(row.failure!)
    case 'sending':
      if (row.way === 'small') return say('transfer.stage.going')
      return say('transfer.stage.sending', { sent: size(row.sent), size: size(row.size) })
    case 'done':
      return row.name === row.own
        ? say('transfer.stage.done', { size: size(row.size) })
        : say('transfer.stage.done-as', { name: row.name })
    default:
      return say(`transfer.stage.${row.stage}`)
  }
}

function leftSentence(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  if (seconds < 50) return say('transfer.left.soon')
  if (minutes < 60) return say('transfer.left.minutes', { count: minutes })
  const rest = String(minutes % 60).padStart(2, '0')
  return say('transfer.left.hours', { hours: Math.floor(minutes / 60), minutes: rest })
}

function stateOf(queue: Queue, totals: Totals): string[] {
  if (queue.offline || queue.signedOut) return [say('transfer.total.waiting')]
  if (queue.paused) return [say('transfer.total.paused')]
  const waits = totals.asking > 0 || queue.deposits.some(({ stage }) => stage === 'short')
  return waits && totals.flying === 0 ? [say('transfer.total.asking')] : []
}

/** All of the queue in one line, its parts apart. */
export function totalSentence(queue: Queue, totals: Totals, pace: Pace | undefined): string[] {
  const { files, done, failed, settled } = totals
  if (queue.rows.length === 0) {
    const checking = queue.deposits.some(({ stage }) => stage === 'checking')
    return [say(checking ? 'transfer.total.checking' : 'transfer.total.folders')]
  }
  if (settled) {
    const told = done === 0 ? say('transfer.total.none') : say('transfer.total.done', { count: done })
    return failed > 0 ? [told, say('transfer.total.failed', { count: failed })] : [told]
  }
  const line = [say('transfer.total.of', { done, count: files }), ...stateOf(queue, totals)]
  if (failed > 0) line.push(say('transfer.total.failed', { count: failed }))
  if (line.length > 1 || pace === undefined || pace.speed === 0) return line
  line.push(say('transfer.speed', { size: size(pace.speed) }))
  if (pace.left !== undefined) line.push(leftSentence(pace.left))
  return line
}
