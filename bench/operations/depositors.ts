import { createHash } from 'node:crypto'
import { layBox, type OpenBox } from '../fixtures/lay-box.ts'
import type { Ask, PatternPart } from '../load/job.ts'
import { patternSlices } from '../load/pattern.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Finding, Operation } from './operation.ts'

const FILE = 'copie.bin'
const BOUNDARY = 'bench-deposit'

const workOf = ({ sizes }: Bench, pupil: number): PatternPart => ({ seed: pupil, length: sizes.depositBytes })

function sumOf(part: PatternPart): string {
  const sum = createHash('sha256')
  for (const slice of patternSlices(part)) sum.update(slice)
  return sum.digest('hex')
}

/** The plain form, as a phone sends it. */
const byForm = (bench: Bench, { token }: OpenBox): Ask => ({
  method: 'POST',
  path: `/s/${token}/deposit`,
  headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
  body: {
    before: [
      ...[`--${BOUNDARY}`, 'Content-Disposition: form-data; name="name"', '', 'pupil-{i}', `--${BOUNDARY}`],
      ...[`Content-Disposition: form-data; name="files"; filename="${FILE}"`],
      ...['Content-Type: application/octet-stream', '', ''],
    ].join('\r\n'),
    pattern: workOf(bench, 0),
    after: `\r\n--${BOUNDARY}--\r\n`,
  },
  expect: { status: [303] },
  repeat: bench.sizes.depositors,
})

/** The same box as the sync clients see it. */
const byClient = (bench: Bench, { token }: OpenBox): Ask => ({
  method: 'PUT',
  path: `/public.php/dav/files/${token}/${FILE}`,
  headers: { 'X-NC-Nickname': 'pupil-{i}', 'X-Requested-With': 'XMLHttpRequest' },
  body: { pattern: workOf(bench, 0) },
  expect: { status: [201] },
  repeat: bench.sizes.depositors,
})

function handingIn(
  bench: Bench,
  teacher: Nuage,
  name: string,
  askOf: (bench: Bench, box: OpenBox) => Ask,
): Entrant {
  const { sizes, load } = bench
  const pupils = Array.from({ length: sizes.depositors }, (_, pupil) => pupil)
  const sums = new Map<number, string>()
  let box: OpenBox | undefined
  return {
    name,
    roots: teacher.roots,
    async setUp() {
      for (const pupil of pupils) sums.set(pupil, sumOf(workOf(bench, pupil)))
    },
    async prepare(round) {
      box = await layBox(teacher.environment, 'teacher', `${name} ${round}`)
    },
    run: () =>
      load.run({
        port: teacher.port,
        headers: {},
        concurrency: sizes.depositors,
        asks: [askOf(bench, box!)],
      }),
    /** Every byte is there, under the name of whoever sent it, and every receipt says so. */
    async verify() {
      const receipts = await box!.receipts()
      await box!.close()
      const wrong = pupils.filter((pupil) => receipts.get(`pupil-${pupil}`)?.join() !== sums.get(pupil))
      if (wrong.length > 0 || receipts.size !== pupils.length)
        return [`the receipts of ${wrong.length} of ${pupils.length} are wrong`]
      const folder = encodeURIComponent(box!.folder)
      const asks = pupils.map(
        (pupil): Ask => ({
          method: 'GET',
          path: `${teacher.base}/${folder}/pupil-${pupil}/${FILE}`,
          expect: { status: [200], pattern: workOf(bench, pupil) },
        }),
      )
      const { failures } = await load.run({
        port: teacher.port,
        headers: teacher.headers,
        concurrency: 8,
        asks,
      })
      return failures
    },
  }
}

async function handIn(bench: Bench, nuage: Nuage, limits: { cpu: number; wait: number }): Promise<Finding> {
  const teacher = await nuage.as('teacher')
  const series = await measureRounds(bench.rounds, [
    handingIn(bench, teacher, 'by the form', byForm),
    handingIn(bench, teacher, 'by a client', byClient),
  ])
  const requirements = [...series.values()].flatMap((one) => [
    within(one, 'cpu', 'ms', {
      ...{ must: `${one.name}: CPU of a deposit ≤ ${limits.cpu} ms`, limit: limits.cpu, bound: 'at most' },
    }),
    within(one, 'waitMax', 'ms', {
      ...{ must: `${one.name}: the last has its receipt within ${limits.wait / 1000} s` },
      ...{ limit: limits.wait, bound: 'at most' },
    }),
  ])
  const { depositors, depositBytes } = bench.sizes
  return {
    series: [...series.values()],
    requirements,
    notes: [`${depositors} pupils at once, ${depositBytes / 1024} KiB each; all is read back, by its bytes.`],
  }
}

export const depositors: Operation = {
  name: 'depositors',
  title: 'Two hundred pupils who hand in at once',
  run: async (bench) => handIn(bench, await bench.nuage(), { cpu: 25, wait: 20_000 }),
}

export const depositorsOnServers: Operation = {
  name: 'depositors-servers',
  title: 'Two hundred pupils who hand in at once, on PostgreSQL and S3',
  run: async (bench) => handIn(bench, await bench.onServers(), { cpu: 50, wait: 40_000 }),
}
