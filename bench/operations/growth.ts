import { layCrowd, layDeep, laySparse } from '../fixtures/lay-accounts.ts'
import { measureRounds, type Series } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { against, type Requirement } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import { deedsOf } from './growth-deeds.ts'
import type { Finding, Operation } from './operation.ts'

/** Each deed at home in a sparse account, deep down, and in a crowded one: what is stored must not matter. */
async function grow(bench: Bench, nuage: Nuage, limit: number): Promise<Finding> {
  const grounds = [
    await laySparse(bench, await nuage.as('sparse')),
    await layDeep(bench, await nuage.as('deep')),
    await layCrowd(bench, await nuage.as('crowd')),
  ]
  const all: Series[] = []
  const requirements: Requirement[] = []
  for (const deed of deedsOf(bench)) {
    const entrants = grounds.map((ground) => deed.entrant(ground))
    const series = [...(await measureRounds(bench.rounds, entrants)).values()]
    all.push(...series.map((one) => ({ ...one, name: `${deed.name}, ${one.name}` })))
    for (const one of series.slice(1)) {
      const must = `${deed.name}, ${one.name}: CPU ≤ ${limit} × sparse`
      requirements.push(against(one, series[0], 'cpu', { must, limit, bound: 'at most' }))
    }
  }
  const { few, levels, crowd } = bench.sizes
  const note = `Sparse: ${few} files in one folder. Deep: the same below ${levels} folders. Crowd: ${crowd} files in folders of ${few}. One server holds all three.`
  return { series: all, requirements, notes: [note] }
}

export const growth: Operation = {
  name: 'growth',
  title: 'The same with much stored, and deep down',
  run: async (bench) => grow(bench, await bench.nuage(), 1.3),
}

export const growthOnServers: Operation = {
  name: 'growth-servers',
  title: 'The same with much stored, and deep down, on PostgreSQL and S3',
  run: async (bench) => grow(bench, await bench.onServers(), 2),
}
