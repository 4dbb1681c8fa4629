import { must } from '../fixtures/lay-folder.ts'
import type { Ask } from '../load/job.ts'
import { patternDigest } from '../load/pattern.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { against } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

function entrant({ sizes, load }: Bench, contender: Contender, sha1: string): Entrant {
  const { port, headers, base, name, roots } = contender
  const pattern = { seed: 1, length: sizes.largeBytes }
  const path = (round: number) => `${base}/large-${round}.bin`
  const ask = (round: number, how: Omit<Ask, 'path'>): Ask => ({ ...how, path: path(round) })
  return {
    name,
    roots,
    run: (round) => {
      const checksum: Record<string, string> = name === 'nuage' ? { 'OC-Checksum': `SHA1:${sha1}` } : {}
      const how = { method: 'PUT', headers: checksum, body: { pattern }, expect: { status: [201] } }
      return load.run({ port, headers, concurrency: 1, limitSeconds: 300, asks: [ask(round, how)] })
    },
    verify: async (round) => {
      const asks = [ask(round, { method: 'GET', expect: { status: [200], pattern } })]
      const { failures } = await load.run({ port, headers, concurrency: 1, limitSeconds: 300, asks })
      const remove = ask(round, { method: 'DELETE', expect: { status: [204] } })
      await must(load, contender, { asks: [remove] })
      return failures
    },
  }
}

export const putLarge: Operation = {
  name: 'put-large',
  title: 'PUT of 1 GiB with a checksum',
  async run(bench) {
    const sha1 = patternDigest({ seed: 1, length: bench.sizes.largeBytes }, 'sha1')
    const contenders = await bench.contenders('nginx', 'apache', 'rclone')
    const series = await measureRounds(
      bench.rounds,
      contenders.map((contender) => entrant(bench, contender, sha1)),
    )
    const [ours, nginx] = ['nuage', 'nginx'].map((name) => series.get(name))
    return {
      series: [...series.values()],
      requirements: [
        against(ours, nginx, 'cpu', { must: 'CPU ≤ 1.6 × nginx', limit: 1.6, bound: 'at most' }),
        against(ours, nginx, 'megabytesPerSecond', {
          ...{ must: 'MB/s ≥ 0.7 × nginx', limit: 0.7, bound: 'at least' },
        }),
      ],
      notes: ['Nuage verifies a SHA-1 and acknowledges what is durable; the peers do neither.'],
    }
  },
}
