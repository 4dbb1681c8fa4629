import { makeFolder, must } from '../fixtures/lay-folder.ts'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { against } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

const FILES = 100

export function getting({ sizes, load }: Bench, contender: Contender): Entrant {
  const pattern = { seed: 0, length: sizes.smallBytes }
  const one: Ask = {
    method: 'GET',
    path: `${contender.base}/small-get/file-{i}.bin`,
    expect: { status: [200], pattern },
    repeat: FILES,
  }
  const put: Ask = { ...one, method: 'PUT', body: { pattern }, expect: { status: [201] } }
  return {
    name: contender.name,
    roots: contender.roots,
    setUp: async () =>
      void (await must(load, contender, { asks: [makeFolder(contender, 'small-get'), put] })),
    run: () =>
      load.run({
        port: contender.port,
        headers: contender.headers,
        concurrency: 16,
        asks: Array.from({ length: Math.ceil(sizes.smallGets / FILES) }, () => one),
      }),
  }
}

export const getSmall: Operation = {
  name: 'get',
  title: 'GET of 10 KiB, 16 at a time',
  async run(bench) {
    const contenders = await bench.contenders('apache', 'nginx', 'rclone')
    const series = await measureRounds(
      bench.rounds,
      contenders.map((contender) => getting(bench, contender)),
    )
    const limit = { must: 'CPU ≤ 3 × Apache', limit: 3, bound: 'at most' } as const
    return {
      series: [...series.values()],
      requirements: [against(series.get('nuage'), series.get('apache'), 'cpu', limit)],
    }
  },
}
