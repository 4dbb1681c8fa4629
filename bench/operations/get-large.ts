import { must } from '../fixtures/lay-folder.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { against } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

function entrant({ sizes, load }: Bench, contender: Contender): Entrant {
  const { port, headers, base, name, roots } = contender
  const pattern = { seed: 2, length: sizes.largeBytes }
  const path = `${base}/to-download.bin`
  const put = { method: 'PUT', path, body: { pattern }, expect: { status: [201] } }
  const asks = [{ method: 'GET', path, expect: { status: [200], pattern } }]
  return {
    name,
    roots,
    setUp: async () => void (await must(load, contender, { asks: [put] })),
    run: () => load.run({ port, headers, concurrency: 1, limitSeconds: 300, asks }),
  }
}

export const getLarge: Operation = {
  name: 'get-large',
  title: 'GET of 1 GiB',
  async run(bench) {
    const contenders = await bench.contenders('nginx', 'apache', 'rclone')
    const series = await measureRounds(
      bench.rounds,
      contenders.map((contender) => entrant(bench, contender)),
    )
    const [ours, nginx] = ['nuage', 'nginx'].map((name) => series.get(name))
    return {
      series: [...series.values()],
      requirements: [
        against(ours, nginx, 'cpu', { must: 'CPU ≤ 2.5 × nginx', limit: 2.5, bound: 'at most' }),
        against(ours, nginx, 'megabytesPerSecond', {
          ...{ must: 'MB/s ≥ 0.7 × nginx', limit: 0.7, bound: 'at least' },
        }),
      ],
    }
  },
}
