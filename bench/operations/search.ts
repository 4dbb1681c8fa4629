import { decideConfig } from '../../server/src/runtime/config/config.ts'
import { readSettings } from '../../server/src/runtime/config/env.ts'
import { COMMON, layNames, type Names, RARE } from '../fixtures/lay-names.ts'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { type PlainLike, startPlainLike } from '../peers/plain-like.ts'
import { against, within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

interface Term {
  readonly name: string
  readonly piece: string
  /** How many of the hits are asked for at once and found. */
  readonly rows: number
}

const TERMS: readonly Term[] = [
  { name: 'one of all', piece: RARE, rows: 1 },
  { name: 'one in a hundred', piece: COMMON, rows: 5 },
]

/** As the desktop asks while somebody types. */
export const searchAsk = (piece: string, rows: number): Ask => ({
  method: 'GET',
  path: `/ocs/v2.php/search/providers/files/search?format=json&limit=5&term=${encodeURIComponent(piece)}`,
  headers: { 'OCS-APIRequest': 'true' },
  expect: { status: [200], occurrences: { text: '"resourceUrl"', count: rows } },
})

function databaseFile({ environment }: Nuage): string {
  const ours = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('NUAGE_')))
  const { database } = decideConfig(readSettings(ours, environment.NUAGE_DATA!), environment.NUAGE_DATA!)
  if (database.kind !== 'sqlite') throw new Error('plain LIKE is asked of SQLite')
  return database.file
}

function entrantsOf({ load, sizes }: Bench, { nuage }: Names, like: PlainLike): Entrant[] {
  const { port, headers, roots } = nuage
  const times = sizes.searches
  return TERMS.flatMap(({ name, piece, rows }): Entrant[] => [
    {
      ...{ name: `nuage, ${name}`, roots },
      run: () =>
        load.run({ port, headers, concurrency: 1, asks: [{ ...searchAsk(piece, rows), repeat: times }] }),
    },
    { name: `plain LIKE, ${name}`, roots: [like.pid], run: () => like.ask({ piece, times, rows }) },
  ])
}

export const search: Operation = {
  name: 'search',
  title: 'Search for a part of a name',
  async run(bench) {
    const names = await layNames(bench)
    const like = await startPlainLike(databaseFile(names.nuage), names.user)
    try {
      const series = await measureRounds(bench.rounds, entrantsOf(bench, names, like))
      const of = (who: string, { name }: Term) => series.get(`${who}, ${name}`)
      return {
        series: [...series.values()],
        requirements: TERMS.flatMap((term) => [
          against(of('nuage', term), of('plain LIKE', term), 'cpu', {
            ...{ must: `${term.name}: CPU ≤ 2 × plain LIKE`, limit: 2, bound: 'at most' },
          }),
          within(of('nuage', term), 'waitMedian', 'ms', {
            ...{ must: `${term.name}: median wait ≤ 50 ms`, limit: 50, bound: 'at most' },
          }),
        ]),
        notes: [
          `Among ${bench.sizes.crowd} names, accents folded, as the unified search of the apps. Plain LIKE is one statement on the same database, asked by a process of its own: no HTTP, no sign-in, no accents, no places.`,
        ],
      }
    } finally {
      like.stop()
    }
  },
}
