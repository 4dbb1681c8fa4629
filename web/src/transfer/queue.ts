import type { Event, NewRow, Verdict } from './event.ts'
import { EMPTY, type Failure, isFlying, isSettled, type Queue, type Row, type Whereto } from './row.ts'

/** So often is asked again about one file before it fails: others may write there all the time. */
const MOST_RETURNS = 6

type Change = (row: Row) => Row

/** Changes some rows; those that a change leaves alone stay the same objects. */
function changing({ first, rows }: Queue, ids: Iterable<number>, change: Change): readonly Row[] {
  let changed: Row[] | undefined
  for (const id of ids) {
    const row = (changed ?? rows)[id - first]
    if (row === undefined) continue
    const next = change(row)
    if (next === row) continue
    changed ??= [...rows]
    changed[id - first] = next
  }
  return changed ?? rows
}

const withRows = (queue: Queue, ids: Iterable<number>, change: Change): Queue => {
  const rows = changing(queue, ids, change)
  return rows === queue.rows ? queue : { ...queue, rows }
}

const newRow =
  (first: number, deposit: number) =>
  ({ folder, name, size, modified, way, known }: NewRow, at: number): Row => ({
    ...{ id: first + at, deposit, folder, name, own: name, size, modified, way, stage: 'planned' },
    ...{ sent: 0, held: false, choice: undefined, there: undefined, correction: undefined },
    ...{ failure: undefined, doubtful: false, returns: 0, upload: undefined },
    ...known,
  })

function added(queue: Queue, event: Event & { kind: 'added' }): Queue {
  const { deposit: id, folder, folderName, folders } = event
  const rows = event.rows.map(newRow(queue.first + queue.rows.length, id))
  const deposit = { id, folder, folderName, folders, stage: 'checking', missing: 0 } as const
  return { ...queue, rows: [...queue.rows, ...rows], deposits: [...queue.deposits, deposit] }
}

const failed = (row: Row, failure: Failure): Row => ({ ...row, stage: 'failed', failure })

/** What stands there is what was sent before its answer got lost. */
const isOwn = (row: Row, there: NonNullable<Row['there']>): boolean =>
  row.doubtful &&
  (row.choice !== 'keep-both' || row.name !== row.own) &&
  there.kind === 'file' &&
  there.size === row.size &&
  there.modified === row.modified &&
  there.etag !== row.there?.etag

const done = (row: Row): Row => ({ ...row, stage: 'done', sent: row.size, failure: undefined })

function judgedOne(row: Row, verdict: Verdict): Row {
  if (row.stage !== 'planned') return row
  switch (verdict.kind) {
    case 'refused':
      return failed(row, verdict.failure)
    case 'misnamed':
      return { ...row, stage: 'asking', failure: verdict.failure, correction: verdict.correction }
    case 'fine':
      return {
        ...row,
        stage: 'waiting',
        there: undefined,
        choice: row.choice === 'replace' ? undefined : row.choice,
      }
    case 'there':
      return met(row, verdict.there)
  }
}

/** Something has its name: itself, what was spoken about already, or something new. */
function met(row: Row, there: NonNullable<Row['there']>): Row {
  if (isOwn(row, there)) return done(row)
  if (row.choice === 'replace' && there.etag === row.there?.etag) return { ...row, stage: 'waiting' }
  if (row.choice !== 'keep-both') return { ...row, stage: 'asking', there, choice: undefined }
  // The number is counted from the name that the file has.
  if (row.name !== row.own) return { ...row, name: row.own }
  return { ...row, stage: 'waiting', name: there.freeName, there }
}

function answeredOne(row: Row, choice: NonNullable<Row['choice']>): Row {
  if (row.stage !== 'asking' || row.there === undefined || row.correction !== undefined) return row
  if (choice === 'skip') return { ...row, stage: 'skipped', choice }
  if (choice === 'replace') return { ...row, stage: 'waiting', choice }
  return { ...row, stage: 'waiting', choice, name: row.there.freeName }
}

function renamedOne(row: Row): Row {
  if (row.stage !== 'asking' || row.correction === undefined) return row
  const { folder, name }: Whereto = row.correction
  return { ...row, stage: 'planned', folder, name, own: name, correction: undefined, failure: undefined }
}

/** Bytes of several files that travel together are counted in their order. */
function moved(queue: Queue, ids: readonly number[], part: number): Queue {
  const flying = ids.flatMap((id) => queue.rows[id - queue.first] ?? []).filter(isFlying)
  let bytes = Math.round(part * flying.reduce((sum, { size }) => sum + size, 0))
  const sentOf = new Map<number, number>()
  for (const { id, size } of flying) {
    const sent = Math.max(0, Math.min(size, bytes))
    bytes -= sent
    sentOf.set(id, sent)
  }
  return withRows(queue, sentOf.keys(), (row) => {
    const sent = sentOf.get(row.id)!
    return sent === row.sent ? row : { ...row, sent }
  })
}

function returnedOne(row: Row, doubtful: boolean): Row {
  if (!isFlying(row) && row.stage !== 'waiting') return row
  if (row.returns >= MOST_RETURNS) return failed(row, { kind: row.there ? 'clash' : 'server' })
  const sent = row.way === 'chunks' ? row.sent : 0
  return { ...row, stage: 'planned', sent, doubtful: doubtful || row.doubtful, returns: row.returns + 1 }
}

/** The line or the session is to blame, not the file: it is not counted against it. */
const interruptedOne = (row: Row): Row =>
  isFlying(row)
    ? { ...row, stage: 'planned', sent: row.way === 'chunks' ? row.sent : 0, doubtful: true }
    : row

function retriedOne(row: Row): Row {
  if (row.stage !== 'failed') return row
  return { ...row, stage: 'planned', failure: undefined, returns: 0, held: false }
}

const cancelledOne = (row: Row): Row => (isSettled(row) ? row : { ...row, stage: 'cancelled' })

const heldOne = (row: Row): Row => (isSettled(row) || row.held ? row : { ...interruptedOne(row), held: true })

function checked(queue: Queue, event: Event & { kind: 'checked' | 'fitted' }): Queue {
  const missing = event.kind === 'checked' ? event.missing : 0
  const deposits = queue.deposits.map((deposit) =>
    deposit.id === event.deposit
      ? { ...deposit, missing, stage: missing > 0 ? ('short' as const) : ('open' as const) }
      : deposit,
  )
  const next = { ...queue, deposits }
  if (event.kind === 'checked') return next
  const beyond = (row: Row): Row =>
    row.deposit === event.deposit && !isSettled(row) ? failed(row, { kind: 'room' }) : row
  return withRows(next, event.beyond, beyond)
}

function cleared(queue: Queue): Queue {
  if (!queue.rows.every(isSettled)) return queue
  return {
    ...EMPTY,
    first: queue.first + queue.rows.length,
    offline: queue.offline,
    signedOut: queue.signedOut,
  }
}

const allIds = ({ rows }: Queue): number[] => rows.map(({ id }) => id)

const inStage = (row: Row, ...stages: Row['stage'][]): boolean => stages.includes(row.stage)

/** Nothing stands in the way of the whole queue. */
export const mayFly = ({ paused, offline, signedOut }: Queue): boolean => !paused && !offline && !signedOut

function began({ deposits }: Queue): Change {
  const open = new Set(deposits.filter(({ stage }) => stage === 'open').map(({ id }) => id))
  return (row) =>
    row.stage === 'waiting' && !row.held && open.has(row.deposit) ? { ...row, stage: 'sending' } : row
}

/** What becomes of the queue by what happens; what it does not concern leaves it as it is. */
export function step(queue: Queue, event: Event): Queue {
  switch (event.kind) {
    case 'added':
      return added(queue, event)
    case 'judged':
      return withRows(queue, event.verdicts.keys(), (row) => judgedOne(row, event.verdicts.get(row.id)!))
    case 'checked':
    case 'fitted':
      return checked(queue, event)
    case 'answered':
      return withRows(queue, event.ids, (row) => answeredOne(row, event.choice))
    case 'renamed':
      return withRows(queue, event.ids, renamedOne)
    case 'began':
      return mayFly(queue) ? withRows(queue, event.ids, began(queue)) : queue
    case 'opened':
      return withRows(queue, [event.id], (row) => ({ ...row, upload: event.upload }))
    case 'moved':
      return moved(queue, event.ids, event.part)
    case 'finishing':
      return withRows(queue, event.ids, (row) =>
        inStage(row, 'sending') ? { ...row, stage: 'finishing', sent: row.size } : row,
      )
    case 'arrived':
      // What was cancelled too late is there all the same, and is said to be.
      return withRows(queue, event.ids, (row) =>
        isFlying(row) || inStage(row, 'cancelled') || (row.doubtful && !isSettled(row)) ? done(row) : row,
      )
    case 'failed':
      return withRows(queue, event.ids, (row) => (isSettled(row) ? row : failed(row, event.failure)))
    case 'returned':
      return withRows(queue, event.ids, (row) => returnedOne(row, event.doubtful))
    default:
      return steered(queue, event)
  }
}

/** What the person and the line do. */
function steered(queue: Queue, event: Event): Queue {
  switch (event.kind) {
    case 'line':
      if (event.up) return queue.offline ? { ...queue, offline: false } : queue
      return { ...withRows(queue, allIds(queue), interruptedOne), offline: true }
    case 'session':
      if (event.alive) return queue.signedOut ? { ...queue, signedOut: false } : queue
      return { ...withRows(queue, allIds(queue), interruptedOne), signedOut: true }
    case 'paused':
      return { ...withRows(queue, allIds(queue), interruptedOne), paused: true }
    case 'resumed':
      return { ...queue, paused: false }
    case 'held':
      return withRows(queue, event.ids, heldOne)
    case 'released':
      return withRows(queue, event.ids, (row) => (row.held ? { ...row, held: false } : row))
    case 'retried':
      return withRows(queue, event.ids, retriedOne)
    case 'cancelled':
      return withRows(queue, event.ids, cancelledOne)
    case 'found':
      return withRows(queue, event.ids, (row) =>
        inStage(row, 'unread') ? { ...row, stage: 'planned' } : row,
      )
    case 'cleared':
      return cleared(queue)
    default:
      return queue
  }
}
