import type { Expectation } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { against } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { POLL } from './propfinds.ts'

/** nginx's extension has no etags. */
const expectation = ({ name }: Contender): Expectation =>
  name === 'nginx' ? { status: [207], entries: 1 } : POLL.expect

export const polling = ({ sizes, load }: Bench, contender: Contender): Entrant => ({
  name: contender.name,
  roots: contender.roots,
  run: () =>
    load.run({
      port: contender.port,
      headers: contender.headers,
      concurrency: 4,
      asks: [{ ...POLL, expect: expectation(contender), path: `${contender.base}/`, repeat: sizes.polls }],
    }),
})

export const poll: Operation = {
  name: 'poll',
  title: 'PROPFIND of depth 0 (the poll)',
  async run(bench) {
    const contenders = await bench.contenders('apache', 'nginx', 'rclone')
    const series = await measureRounds(
      bench.rounds,
      contenders.map((contender) => polling(bench, contender)),
    )
    const [ours, apache, rclone] = ['nuage', 'apache', 'rclone'].map((name) => series.get(name))
    return {
      series: [...series.values()],
      requirements: [
        against(ours, apache, 'cpu', { must: 'CPU ≤ 2 × Apache', limit: 2, bound: 'at most' }),
        against(ours, rclone, 'cpu', { must: 'CPU below rclone', limit: 1, bound: 'below' }),
      ],
    }
  },
}
