import { makeFolder, must } from '../fixtures/lay-folder.ts'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { against } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

/** New small files, a folder of them each round, eight at a time; each is read again afterwards. */
export function putting({ sizes, load }: Bench, contender: Contender, folder: string): Entrant {
  const { port, headers, base } = contender
  const job = { port, headers, concurrency: 8 }
  const pattern = { seed: 0, length: sizes.smallBytes }
  const asks = (round: number, ask: Pick<Ask, 'method' | 'body' | 'expect'>): Ask[] => [
    {
      ...ask,
      path: `${base}/${folder}-${round}/file-{i}.bin`,
      repeat: sizes.smallPuts,
      from: round * sizes.smallPuts,
    },
  ]
  return {
    name: contender.name,
    roots: contender.roots,
    prepare: async (round) =>
      void (await must(load, contender, { asks: [makeFolder(contender, `${folder}-${round}`)] })),
    run: (round) =>
      load.run({
        ...job,
        asks: asks(round, { method: 'PUT', body: { pattern }, expect: { status: [201] } }),
      }),
    verify: async (round) =>
      (await load.run({ ...job, asks: asks(round, { method: 'GET', expect: { status: [200], pattern } }) }))
        .failures,
  }
}

export const putSmall: Operation = {
  name: 'put',
  title: 'PUT of 10 KiB, 8 at a time',
  async run(bench) {
    const contenders = await bench.contenders('apache', 'nginx', 'rclone')
    const series = await measureRounds(
      bench.rounds,
      contenders.map((contender) => putting(bench, contender, 'small-put')),
    )
    const limit = { must: 'CPU ≤ 1.5 × Apache', limit: 1.5, bound: 'at most' } as const
    return {
      series: [...series.values()],
      requirements: [against(series.get('nuage'), series.get('apache'), 'cpu', limit)],
      notes: [
        'Nuage acknowledges what is durable (two fsyncs and a commit); the peers leave it to the kernel.',
      ],
    }
  },
}
