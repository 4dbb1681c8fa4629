import type { Writer } from '../../storage/records/records.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { coverage } from './coverage.ts'

interface Used {
  views: number
  downloads: number
}

interface Counters {
  /** Not written yet. */
  readonly used: Map<number, Used>
  /** Written, and not yet told to the audit. */
  readonly told: Map<number, Used>
  /** Milliseconds. */
  toldAt: number
}

/** So many links are counted before they are written: whoever opens more of them in ten seconds is not counted. */
const MOST = 50_000
/** Milliseconds between two lines of the audit for one link. */
const TELL_EVERY = 10 * 60_000

const counting = new WeakMap<Domain, Counters>()

function countersOf(domain: Domain): Counters {
  let counters = counting.get(domain)
  if (counters === undefined) {
    counters = { used: new Map(), told: new Map(), toldAt: domain.now() }
    counting.set(domain, counters)
  }
  return counters
}

function add(map: Map<number, Used>, share: number, views: number, downloads: number): void {
  const used = map.get(share)
  if (used !== undefined) {
    used.views += views
    used.downloads += downloads
  } else if (map.size < MOST) map.set(share, { views, downloads })
}

/** Somebody looked at the page of a link. Who is not kept. */
export const countView = (domain: Domain, share: number): void => add(countersOf(domain).used, share, 1, 0)

/** What went out to a visitor of a link, after its last byte did. */
export interface Sent {
  /** The address it went to: parts of one file are put together by it. */
  readonly place: string
  readonly etag: string
  /** Bytes of the whole file. */
  readonly size: number
  readonly start: number
  /** The first that did not go out. */
  readonly end: number
}

/** Counts a download once the parts that went to one address within an hour are the whole file. */
export function countSent(domain: Domain, share: number, sent: Sent): void {
  const whole = sent.start === 0 && sent.end >= sent.size
  const key = `${share} ${sent.place} ${sent.etag}`
  if (whole || coverage(domain).add(key, sent)) add(countersOf(domain).used, share, 0, 1)
}

/** Links written by one statement; a text for each number of them would have to be prepared each. */
const WIDTH = 32
const ROW = '(CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT))'
const FLUSH = `WITH used(share, views, downloads) AS (VALUES ${Array(WIDTH).fill(ROW).join(', ')})
  UPDATE link SET views = link.views + used.views, downloads = link.downloads + used.downloads, last_used = ?
  FROM used WHERE used.share = link.share`

const DAY = 24 * 3600

/** For a job, every ten seconds and at the end: one statement for many links, whatever happened to them. */
export async function flushCounters(domain: Domain, ending = false): Promise<void> {
  const counters = counting.get(domain)
  if (counters === undefined) return
  const { used, told } = counters
  const all = [...used]
  used.clear()
  for (const [share, { views, downloads }] of all) add(told, share, views, downloads)
  const tells = told.size > 0 && (ending || domain.now() - counters.toldAt >= TELL_EVERY)
  if (all.length === 0 && !tells) return
  const lines = tells ? [...told] : []
  if (tells) {
    told.clear()
    counters.toldAt = domain.now()
  }
  await domain.records.write([], async (writer) => {
    await write(writer, all, seconds(domain.now()))
    for (const [share, { views, downloads }] of lines)
      await audit(writer, domain, SYSTEM, {
        verb: 'link.open',
        subject: String(share),
        detail: { views, downloads },
      })
  })
}

/** The day alone is kept: when exactly somebody came by is nobody's business. */
async function write(writer: Writer, all: readonly [number, Used][], now: number): Promise<void> {
  const day = now - (now % DAY)
  for (let i = 0; i < all.length; i += WIDTH) {
    const values: number[] = []
    for (let j = i; j < i + WIDTH; j++) {
      const [share, { views, downloads }] = all[j] ?? [0, { views: 0, downloads: 0 }]
      values.push(share, views, downloads)
    }
    await writer.run(FLUSH, ...values, day)
  }
}
