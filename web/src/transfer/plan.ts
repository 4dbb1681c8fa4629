import { mayFly } from './queue.ts'
import type { Queue, Row, Way } from './row.ts'

const MIB = 1024 * 1024
/** Up to so many bytes, a file goes together with others. */
export const SMALL = MIB
/** Up to so many bytes, it goes in one request: it is sent anew when the line breaks. */
export const WHOLE = 10 * MIB
/** What the server and the desktop client take for one request. */
const BATCH_FILES = 100
const BATCH_BYTES = 8 * MIB
/** Of the six that a browser has, the others stay free for what one looks at meanwhile. */
const AT_ONCE = 3
/** One more, while it is read and summed, keeps the line full; it is soon over. */
const SMALL_AT_ONCE = 4

/** @param hashes whether the browser can make sums, which files that go together need. */
export function wayOf(size: number, hashes: boolean): Way {
  if (size > WHOLE) return 'chunks'
  return size <= SMALL && hashes ? 'small' : 'whole'
}

/** Files that one request carries, or one after another carry. */
export interface Job {
  readonly way: Way
  readonly rows: readonly Row[]
}

const ORDER: readonly Way[] = ['small', 'whole', 'chunks']

function readyIn(queue: Queue): Readonly<Record<Way, readonly Row[]>> {
  const ready: Record<Way, Row[]> = { small: [], whole: [], chunks: [] }
  if (!mayFly(queue)) return ready
  const open = new Set(queue.deposits.filter(({ stage }) => stage === 'open').map(({ id }) => id))
  for (const row of queue.rows)
    if (row.stage === 'waiting' && !row.held && open.has(row.deposit)) ready[row.way].push(row)
  return ready
}

/**
 * What is to be sent now, the quickest first, so that many small files do not wait for a film.
 * @param busy jobs that are under way.
 */
export function nextJobs(queue: Queue, busy: number): Job[] {
  if (busy >= SMALL_AT_ONCE) return []
  const ready = readyIn(queue)
  const jobs: Job[] = []
  for (const way of ORDER)
    for (const rows of way === 'small' ? batches(ready.small) : ready[way].map((row) => [row])) {
      if (jobs.length + busy >= (way === 'small' ? SMALL_AT_ONCE : AT_ONCE)) return jobs
      // Alone, it needs no company's envelope, and its answer says more.
      jobs.push({ way: way === 'small' && rows.length === 1 ? 'whole' : way, rows })
    }
  return jobs
}

/** A deposit has one folder, whose place is looked up once for all of them. */
function* batches(rows: readonly Row[]): Generator<Row[]> {
  let batch: Row[] = []
  let bytes = 0
  for (const row of rows) {
    const full = batch.length >= BATCH_FILES || bytes + row.size > BATCH_BYTES
    if (batch.length > 0 && (full || batch[0]!.deposit !== row.deposit)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(row)
    bytes += row.size
  }
  if (batch.length > 0) yield batch
}

/** Those that will go together next, once there is room on the line. */
export const nextBatches = (queue: Queue): Row[][] => firstBatches(readyIn(queue).small)

/** Those that will go together first, if the server has nothing against any of them; one alone goes by itself. */
export function firstBatches(rows: readonly Row[]): Row[][] {
  const first: Row[][] = []
  for (const batch of batches(rows.filter(({ way }) => way === 'small'))) {
    if (first.length === SMALL_AT_ONCE) break
    if (batch.length > 1) first.push(batch)
  }
  return first
}

/** Chunks are aimed at so many seconds each: what is lost with one is little, and the line is full. */
const AIM = 10
const LEAST = 5 * MIB
const MOST = 100 * MIB

/** Bytes of the next chunk. @param pace bytes a second so far, undefined before the first. */
export const chunkSize = (pace: number | undefined): number =>
  pace === undefined ? WHOLE : Math.round(Math.min(MOST, Math.max(LEAST, pace * AIM)))
