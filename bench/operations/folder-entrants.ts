import { goneAsk, moveAsk, removeAsk } from '../fixtures/folders.ts'
import { must } from '../fixtures/lay-folder.ts'
import { TEAM } from '../fixtures/lay-team-space.ts'
import { restoreAddress, trashed } from '../fixtures/trash.ts'
import type { Ask } from '../load/job.ts'
import type { Entrant } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import type { Bench } from '../stage.ts'
import { listing } from './propfinds.ts'

/** How often each is done in a round: for a peer, that touches every file, once is long enough. */
const timesOf = ({ folder }: Contender): number[] =>
  Array.from({ length: folder === undefined ? 4 : 1 }, (_, i) => i)

/** What entrants that act on whole crowded folders have in common. */
function ground(bench: Bench, contender: Contender) {
  const { load, sizes } = bench
  const numbers = timesOf(contender)
  const job = { port: contender.port, headers: contender.headers, concurrency: 1, limitSeconds: 60 }
  const prepare = (asks: readonly Ask[]) => must(load, contender, { asks, limitSeconds: 300 })
  return {
    numbers,
    run: (asks: readonly Ask[]) => load.run({ ...job, asks }),
    prepare: async (asks: readonly Ask[]) => void (await prepare(asks)),
    verify: async (asks: readonly Ask[]) => (await load.run({ ...job, asks })).failures,
    setUp: async () => void (await bench.bigFolder(contender)),
    complete: (path: string): Ask => listing(`${contender.base}/${path}/`, sizes.entries),
    copies: async (name: (i: number) => string) => {
      const folder = await bench.bigFolder(contender)
      await prepare(numbers.map((i) => moveAsk(contender, 'COPY', folder, name(i))))
    },
  }
}

/** There and back again. */
export function moving(bench: Bench, contender: Contender, away = 'moved-away'): Entrant {
  const { numbers, run, verify, setUp, complete } = ground(bench, contender)
  return {
    name: contender.name,
    roots: contender.roots,
    setUp,
    run: async () => {
      const home = await bench.bigFolder(contender)
      const both = [moveAsk(contender, 'MOVE', home, away), moveAsk(contender, 'MOVE', away, home)]
      return await run(numbers.flatMap(() => both))
    },
    verify: async () => await verify([goneAsk(contender, away), complete(await bench.bigFolder(contender))]),
  }
}

export const movingAcross = (bench: Bench, contender: Contender): Entrant => ({
  ...moving(bench, contender, `${TEAM}/moved-away`),
  name: 'nuage, across spaces',
})

export function deleting(bench: Bench, contender: Contender): Entrant {
  const { numbers, run, verify, setUp, copies } = ground(bench, contender)
  const name = (round: number) => (i: number) => `doomed-${round}-${i}`
  return {
    name: contender.name,
    roots: contender.roots,
    setUp,
    prepare: (round) => copies(name(round)),
    run: (round) => run(numbers.map(name(round)).map((path) => removeAsk(contender, path))),
    verify: (round) => verify(numbers.map(name(round)).map((path) => goneAsk(contender, path))),
  }
}

export function restoring(bench: Bench, contender: Contender): Entrant {
  const { numbers, run, verify, prepare, setUp, copies, complete } = ground(bench, contender)
  const name = (round: number) => (i: number) => `restored-${round}-${i}`
  return {
    name: contender.name,
    roots: contender.roots,
    setUp,
    prepare: async (round) => {
      await copies(name(round))
      await prepare(numbers.map(name(round)).map((path) => removeAsk(contender, path)))
    },
    run: async (round) => {
      const asks: Ask[] = []
      for (const path of numbers.map(name(round))) {
        const [href] = await trashed(contender, path)
        if (href === undefined) throw new Error(`${path} is not in the trash`)
        const headers = { Destination: restoreAddress(contender, href) }
        asks.push({ method: 'MOVE', path: href, headers, expect: { status: [201] } })
      }
      return await run(asks)
    },
    verify: (round) => verify(numbers.map(name(round)).map(complete)),
  }
}

export function copying(bench: Bench, contender: Contender): Entrant {
  const { numbers, run, verify, prepare, setUp, complete } = ground(bench, contender)
  const name = (round: number) => (i: number) => `copied-${round}-${i}`
  return {
    name: contender.name,
    roots: contender.roots,
    setUp,
    run: async (round) => {
      const folder = await bench.bigFolder(contender)
      return await run(numbers.map(name(round)).map((path) => moveAsk(contender, 'COPY', folder, path)))
    },
    verify: async (round) => {
      const paths = numbers.map(name(round))
      const wrong = await verify(paths.map(complete))
      await prepare(paths.map((path) => removeAsk(contender, path)))
      return wrong
    },
  }
}
