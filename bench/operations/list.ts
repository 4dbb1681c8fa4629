import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { against } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { listing } from './propfinds.ts'

export function listingFolder(bench: Bench, contender: Contender, compressed = false): Entrant {
  const { sizes, load } = bench
  const asks = async () => {
    const ask = listing(`${contender.base}/${await bench.bigFolder(contender)}/`, sizes.entries)
    return [{ ...ask, expect: { ...ask.expect, gzip: compressed }, repeat: sizes.listings }]
  }
  return {
    name: compressed ? `${contender.name}, gzip` : contender.name,
    roots: contender.roots,
    setUp: async () => void (await asks()),
    run: async () =>
      load.run({
        port: contender.port,
        headers: compressed ? { ...contender.headers, 'Accept-Encoding': 'gzip' } : contender.headers,
        concurrency: 1,
        asks: await asks(),
      }),
  }
}

export const list: Operation = {
  name: 'list',
  title: 'PROPFIND of depth 1, crowded folder, all that the desktop client asks',
  async run(bench) {
    const contenders = await bench.contenders('apache', 'nginx', 'rclone')
    const entrants = contenders.map((contender) => listingFolder(bench, contender))
    entrants.push(listingFolder(bench, await bench.nuage(), true))
    const series = await measureRounds(bench.rounds, entrants)
    const [ours, apache, rclone] = ['nuage', 'apache', 'rclone'].map((name) => series.get(name))
    return {
      series: [...series.values()],
      requirements: [
        against(ours, apache, 'cpu', { must: 'CPU ≤ 1 × Apache', limit: 1, bound: 'at most' }),
        against(ours, rclone, 'cpu', { must: 'CPU ≤ 0.4 × rclone', limit: 0.4, bound: 'at most' }),
      ],
      notes: [`${bench.sizes.entries} entries. nginx's extension knows only few of the properties.`],
    }
  },
}
