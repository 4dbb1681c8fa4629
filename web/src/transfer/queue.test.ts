import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event, NewRow, Verdict } from './event.ts'
import { nextJobs } from './plan.ts'
import { mayFly, step } from './queue.ts'
import { EMPTY, isFlying, isSettled, type Queue, type Row, type Standing } from './row.ts'
import { totalsOf } from './totals.ts'

const file = (name: string, size = 10, folder: string[] = []): NewRow => ({
  ...{ folder, name, size, modified: 1_700_000_000, way: 'small' },
})
const added = (rows: readonly NewRow[], deposit = 1): Event => ({
  ...{ kind: 'added', deposit, folder: 7, folderName: 'Devoirs', folders: [], rows },
})
const standing = (etag = 'e1', over: Partial<Standing> = {}): Standing => ({
  ...{ kind: 'file', size: 99, modified: 5, etag, freeName: 'free (2).txt', ...over },
})
const there = (etag?: string, over?: Partial<Standing>): Verdict => ({
  kind: 'there',
  there: standing(etag, over),
})
const judged = (...verdicts: [number, Verdict][]): Event => ({ kind: 'judged', verdicts: new Map(verdicts) })
const fine: Verdict = { kind: 'fine' }
const open: Event = { kind: 'checked', deposit: 1, missing: 0 }
const run = (...events: Event[]): Queue => events.reduce(step, EMPTY)
const stages = ({ rows }: Queue) => rows.map(({ stage }) => stage)

test('a file is judged, sent and there', () => {
  const ready = run(added([file('a.txt')]), judged([1, fine]))
  expect(nextJobs(ready, 0)).toEqual([])
  const opened = step(ready, open)
  expect(nextJobs(opened, 0)).toMatchObject([{ way: 'whole', rows: [{ id: 1 }] }])
  const sending = [
    { kind: 'began', ids: [1] },
    { kind: 'moved', ids: [1], part: 0.5 },
  ] as const
  const halfway = sending.reduce<Queue>(step, opened)
  expect(halfway.rows[0]).toMatchObject({ stage: 'sending', sent: 5 })
  const there = [
    { kind: 'finishing', ids: [1] },
    { kind: 'arrived', ids: [1] },
  ] as const
  expect(totalsOf(there.reduce<Queue>(step, halfway))).toMatchObject({ done: 1, sent: 10, settled: true })
})

test('nothing that stands there is overwritten unless somebody says so, and then only what was seen', () => {
  const asked = run(added([file('a.txt'), file('b.txt'), file('c.txt')]), open)
  const clash = step(asked, judged([1, there('x')], [2, there('y')], [3, there('z')]))
  expect(stages(clash)).toEqual(['asking', 'asking', 'asking'])
  const answers: Event[] = [
    { kind: 'answered', ids: [1], choice: 'keep-both' },
    { kind: 'answered', ids: [2], choice: 'replace' },
    { kind: 'answered', ids: [3], choice: 'skip' },
  ]
  const answered = answers.reduce(step, clash)
  expect(stages(answered)).toEqual(['waiting', 'waiting', 'skipped'])
  expect(answered.rows[0]).toMatchObject({ name: 'free (2).txt', own: 'a.txt' })
  expect(answered.rows[1]!.there?.etag).toBe('y')
  const met = [
    { kind: 'began', ids: [1, 2] },
    { kind: 'returned', ids: [1, 2], doubtful: false },
  ] as const
  const again = step(met.reduce<Queue>(step, answered), judged([1, there('f')], [2, there('other')]))
  expect(again.rows[1]).toMatchObject({ stage: 'asking', choice: undefined })
  expect(again.rows[0]).toMatchObject({ stage: 'planned', name: 'a.txt', choice: 'keep-both' })
  const free = step(again, judged([1, there('x', { freeName: 'a (3).txt' })]))
  expect(free.rows[0]).toMatchObject({ stage: 'waiting', name: 'a (3).txt' })
})

test('what was sent before its answer got lost is known again, and not asked about', () => {
  const own = { size: 10, modified: 1_700_000_000 }
  const lost: Event[] = [open, { kind: 'began', ids: [1] }, { kind: 'line', up: false }]
  const back = lost.reduce(step, run(added([file('a.txt')]), judged([1, fine])))
  expect(back.rows[0]).toMatchObject({ stage: 'planned', doubtful: true })
  expect(stages(step(back, judged([1, there('new', own)])))).toEqual(['done'])
  expect(stages(step(back, judged([1, there('new', { ...own, size: 11 })])))).toEqual(['asking'])
  const first = run(added([file('a.txt')]), judged([1, there('new', own)]))
  expect(stages(first)).toEqual(['asking'])
  const replacing = [{ kind: 'answered', ids: [1], choice: 'replace' } as Event, ...lost].reduce(step, first)
  expect(stages(step(replacing, judged([1, there('new', own)])))).toEqual(['waiting'])
  expect(stages(step(replacing, judged([1, there('newer', own)])))).toEqual(['done'])
})

test('what does not fit waits for an answer, and nothing is sent before it', () => {
  const short = run(added([file('a.txt'), file('b.txt')]), judged([1, fine], [2, fine]), {
    kind: 'checked',
    deposit: 1,
    missing: 4,
  })
  expect(nextJobs(short, 0)).toEqual([])
  const fitted = step(short, { kind: 'fitted', deposit: 1, beyond: [2] })
  expect(fitted.rows.map(({ stage, failure }) => [stage, failure?.kind])).toEqual([
    ['waiting', undefined],
    ['failed', 'room'],
  ])
  expect(nextJobs(fitted, 0)).toHaveLength(1)
})

test('a name that is refused goes on under the one that is offered', () => {
  const correction = { folder: [], name: 'con_.txt' }
  const failure = { kind: 'name' } as const
  const asked = run(added([file('con.txt')]), open, judged([1, { kind: 'misnamed', failure, correction }]))
  expect(asked.rows[0]).toMatchObject({ stage: 'asking', correction })
  expect(step(asked, { kind: 'answered', ids: [1], choice: 'replace' })).toEqual(asked)
  expect(step(asked, { kind: 'renamed', ids: [1] }).rows[0]).toMatchObject({
    ...{ stage: 'planned', name: 'con_.txt', failure: undefined },
  })
})

const id = fc.integer({ min: 1, max: 8 })
const ids = fc.uniqueArray(id, { maxLength: 4 })
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constant(fine),
  fc.constantFrom('e1', 'e2').map((etag) => there(etag)),
  fc.constant(there('e3', { size: 10, modified: 1_700_000_000 })),
  fc.constant<Verdict>({ kind: 'refused', failure: { kind: 'rights' } }),
  fc.constant<Verdict>({
    ...{ kind: 'misnamed', failure: { kind: 'name' }, correction: { folder: [], name: 'good' } },
  }),
)
const some = (
  kind:
    | 'began'
    | 'finishing'
    | 'arrived'
    | 'held'
    | 'released'
    | 'retried'
    | 'cancelled'
    | 'found'
    | 'renamed',
) => ids.map((of) => ({ kind, ids: of }) as Event)
const event: fc.Arbitrary<Event> = fc.oneof(
  fc
    .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 3 })
    .map((sizes) => added(sizes.map((size, i) => file(`f${i}`, size)))),
  fc.array(fc.tuple(id, verdict), { maxLength: 4 }).map((all) => judged(...all)),
  fc.constantFrom(0, 5).map((missing): Event => ({ kind: 'checked', deposit: 1, missing })),
  ids.map((beyond): Event => ({ kind: 'fitted', deposit: 1, beyond })),
  fc
    .tuple(ids, fc.constantFrom('keep-both', 'replace', 'skip'))
    .map(([of, choice]) => ({ kind: 'answered', ids: of, choice }) as Event),
  ...(
    [
      'began',
      'began',
      'finishing',
      'arrived',
      'held',
      'released',
      'retried',
      'cancelled',
      'found',
      'renamed',
    ] as const
  ).map(some),
  fc
    .tuple(ids, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([of, part]): Event => ({ kind: 'moved', ids: of, part })),
  ids.map((of): Event => ({ kind: 'failed', ids: of, failure: { kind: 'server' } })),
  fc.tuple(ids, fc.boolean()).map(([of, doubtful]): Event => ({ kind: 'returned', ids: of, doubtful })),
  fc.boolean().map((up): Event => ({ kind: 'line', up })),
  fc.boolean().map((alive): Event => ({ kind: 'session', alive })),
  fc.constantFrom<Event>({ kind: 'paused' }, { kind: 'resumed' }, { kind: 'cleared' }),
)

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const one of Object.values(value)) frozen(one)
  }
  return value
}

/** What must hold whatever happened. */
function sound(before: Queue, after: Queue, event: Event): void {
  after.rows.forEach((row, at) => {
    expect(row.id).toBe(after.first + at)
    expect(row.sent).toBeGreaterThanOrEqual(0)
    expect(row.sent).toBeLessThanOrEqual(row.size)
    if (row.stage === 'done') expect(row.sent).toBe(row.size)
    if (row.stage === 'failed') expect(row.failure).toBeDefined()
    // Nothing there is overwritten without a word, or with a word about something else.
    if ((row.stage === 'waiting' || isFlying(row)) && row.there !== undefined)
      expect(row.choice).toBeDefined()
    if (row.choice === 'replace') expect(row.there).toBeDefined()
  })
  if (!mayFly(after)) expect(after.rows.some(isFlying)).toBe(false)
  for (const row of before.rows) keptSound(row, after, event)
  for (const job of nextJobs(after, 0)) for (const row of job.rows) expect(row.stage).toBe('waiting')
}

function keptSound(row: Row, after: Queue, event: Event): void {
  const now = after.rows[row.id - after.first]
  if (now === undefined) {
    expect(event.kind).toBe('cleared')
    expect(isSettled(row)).toBe(true)
    return
  }
  if (row.stage === 'done' || row.stage === 'skipped') expect(now).toBe(row)
  if (row.stage === 'cancelled') expect(['cancelled', 'done']).toContain(now.stage)
}

/** Whatever happened, it comes to an end once nothing stands in the way any more. */
function drained(queue: Queue): Queue {
  let now = queue
  const tell = (event: Event): void => {
    now = step(now, event)
  }
  const all = () => now.rows.map(({ id }) => id)
  for (const event of [
    { kind: 'line', up: true },
    { kind: 'session', alive: true },
    { kind: 'resumed' },
  ] as const)
    tell(event)
  tell({ kind: 'released', ids: all() })
  tell({ kind: 'found', ids: all() })
  for (let round = 0; round < 10 && !now.rows.every(isSettled); round++) {
    tell(judged(...now.rows.map(({ id }): [number, Verdict] => [id, fine])))
    tell({ kind: 'checked', deposit: 1, missing: 0 })
    tell({ kind: 'renamed', ids: all() })
    tell({ kind: 'answered', ids: all(), choice: 'keep-both' })
    tell({ kind: 'arrived', ids: now.rows.filter(isFlying).map(({ id }) => id) })
    for (const { rows } of nextJobs(now, 0)) {
      const ids = rows.map(({ id }) => id)
      tell({ kind: 'began', ids })
      tell({ kind: 'arrived', ids })
    }
  }
  return now
}

test('whatever happens in whatever order, no file is lost, overwritten or sent twice, and all comes to an end', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let queue = frozen(run(added([file('a', 0), file('b', 10), file('c', 99)])))
      for (const one of events) {
        const next = frozen(step(queue, one))
        sound(queue, next, one)
        queue = next
      }
      expect(drained(queue).rows.every(isSettled)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
