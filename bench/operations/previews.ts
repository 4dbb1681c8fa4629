import sharp from 'sharp'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { against, within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

/** As phones take them: twelve megapixels, some megabytes. */
const [WIDTH, HEIGHT] = [4000, 3000]

const photo = (): Promise<Buffer> =>
  sharp({
    create: {
      ...{ width: WIDTH, height: HEIGHT, channels: 3, background: '#888888' },
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .blur(1.5)
    .jpeg({ quality: 90 })
    .toBuffer()

/** Every file is a content of its own, whatever is in it. */
async function upload({ port, base, headers }: Nuage, round: number, count: number, body: Buffer) {
  for (let i = 0; i < count; i++) {
    const address = `http://127.0.0.1:${port}${base}/photo-${round}-${i}.jpg`
    const answer = await fetch(address, { method: 'PUT', headers, body: new Uint8Array(body) })
    if (answer.status !== 201) throw new Error(`PUT of a photo answered ${answer.status}`)
    await answer.arrayBuffer()
  }
}

const asking = (round: number, count: number): Ask => ({
  method: 'GET',
  path: `/index.php/core/preview?file=/photo-${round}-{i}.jpg&x=256&y=256&a=1&mode=cover`,
  expect: { status: [200] },
  repeat: count,
})

function entrants({ sizes, load }: Bench, nuage: Nuage, body: Buffer): Entrant[] {
  const { port, headers, roots } = nuage
  const job = { port, headers, concurrency: 8 }
  return [
    {
      ...{ name: 'made', roots },
      prepare: (round) => upload(nuage, round, sizes.previews, body),
      run: (round) => load.run({ ...job, asks: [asking(round, sizes.previews)] }),
    },
    {
      ...{ name: 'kept', roots },
      setUp: async () => {
        await upload(nuage, -1, 1, body)
        await load.run({ ...job, asks: [asking(-1, 1)] })
      },
      run: () => load.run({ ...job, asks: Array.from({ length: sizes.previews * 10 }, () => asking(-1, 1)) }),
    },
  ]
}

export const previews: Operation = {
  name: 'previews',
  title: 'Previews of photos of 12 megapixels, 8 asked for at a time',
  async run(bench) {
    const nuage = await (await bench.nuage()).as('photographer')
    const series = await measureRounds(bench.rounds, entrants(bench, nuage, await photo()))
    const [made, kept] = [series.get('made'), series.get('kept')]
    return {
      series: [...series.values()],
      requirements: [
        within(made, 'cpu', 'ms', { must: 'CPU of one that is made ≤ 250 ms', limit: 250, bound: 'at most' }),
        against(kept, made, 'cpu', {
          must: 'CPU of one that is kept ≤ 0.05 × made',
          limit: 0.05,
          bound: 'at most',
        }),
      ],
      notes: [
        'The processes that draw are counted with the server: a thousand by the time of one is previews per second.',
      ],
    }
  },
}
