import { TINY } from '../fixtures/lay-folder.ts'
import { layShore, type Shore, undo, wave } from '../fixtures/wave.ts'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { listing } from './propfinds.ts'

const LIMIT_MS = 10_000
/** So many of them are read again. */
const READ = 100

function rollingBack(bench: Bench, nuage: Nuage): Entrant {
  let shore: Shore | undefined
  let at = ''
  return {
    name: nuage.name,
    roots: nuage.roots,
    setUp: async () => {
      shore = await layShore(bench, nuage, 'shore')
    },
    prepare: async () => {
      at = await wave(bench, nuage, shore!)
    },
    async run() {
      const started = performance.now()
      const failures: string[] = []
      await undo(nuage, shore!, at).catch((error: Error) => failures.push(error.message))
      const took = performance.now() - started
      return { seconds: took / 1000, bytes: 0, waits: [took], failures }
    },
    async verify() {
      const { port, headers, base } = nuage
      const { path, files } = shore!
      const read: Ask = {
        ...{ method: 'GET', path: `${base}/${path}/file-{i}.txt`, repeat: Math.min(READ, files) },
        expect: { status: [200], pattern: { seed: 0, length: TINY } },
      }
      const asks = [listing(`${base}/${path}/`, files), read, { ...read, from: files - read.repeat! }]
      const job = { port, headers, concurrency: 1, limitSeconds: 60 }
      return (await bench.load.run({ ...job, asks })).failures
    },
  }
}

const operation = (name: string, title: string, house: (bench: Bench) => Promise<Nuage>): Operation => ({
  name,
  title,
  async run(bench) {
    const nuage = await house(bench)
    const series = [...(await measureRounds(bench.rounds, [rollingBack(bench, nuage)])).values()]
    const must = { must: `≤ ${LIMIT_MS / 1000} s`, limit: LIMIT_MS, bound: 'at most' } as const
    return {
      series,
      requirements: [within(series[0], 'waitMedian', 'ms', must)],
      notes: ['The time of the command, its start included; the server beside it has nothing to do.'],
    }
  },
})

export const rollback = operation('rollback', 'Roll back of a crowded folder after a wave', (bench) =>
  bench.nuage(),
)

export const rollbackOnServers = operation(
  'rollback-servers',
  'The same roll back on PostgreSQL and S3',
  (bench) => bench.onServers(),
)
