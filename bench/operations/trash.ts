import { moveAsk } from '../fixtures/folders.ts'
import { must } from '../fixtures/lay-folder.ts'
import { allTrashed, restoreAddress } from '../fixtures/trash.ts'
import type { Ask, Outcome } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { listing } from './propfinds.ts'

const FOLDER = 'emptied'

/** Every file of a crowded folder goes by itself, or comes back by itself. */
function entrant(bench: Bench, nuage: Nuage, name: 'DELETE' | 'restore'): Entrant {
  const { load, sizes } = bench
  const { port, headers, base } = nuage
  const job = { port, headers, concurrency: 8, limitSeconds: 200 }
  const remove: Ask = {
    ...{ method: 'DELETE', path: `${base}/${FOLDER}/file-{i}.txt`, repeat: sizes.entries },
    expect: { status: [204] },
  }
  const back = async (): Promise<Outcome> => {
    const asks = (await allTrashed(nuage))
      .filter((href) => href.includes('/file-'))
      .map((href): Ask => {
        const to = { Destination: restoreAddress(nuage, href) }
        return { method: 'MOVE', path: href, headers: to, expect: { status: [201] } }
      })
    return await load.run({ ...job, asks })
  }
  const whole = async (outcome: Promise<Outcome>): Promise<void> => {
    const { failures } = await outcome
    if (failures.length > 0) throw new Error(failures[0])
  }
  return {
    name: `${nuage.name}, ${name}`,
    roots: nuage.roots,
    prepare: async () => {
      if (name === 'restore') await whole(load.run({ ...job, asks: [remove] }))
    },
    run: () => (name === 'DELETE' ? load.run({ ...job, asks: [remove] }) : back()),
    verify: async () => {
      if (name === 'DELETE') await whole(back())
      return (await load.run({ ...job, asks: [listing(`${base}/${FOLDER}/`, sizes.entries)] })).failures
    },
  }
}

export const trash: Operation = {
  name: 'trash',
  title: 'Every file of a crowded folder deleted by itself, and restored',
  async run(bench) {
    const nuage = await bench.nuage()
    await must(bench.load, nuage, { asks: [moveAsk(nuage, 'COPY', await bench.bigFolder(nuage), FOLDER)] })
    const entrants = [entrant(bench, nuage, 'DELETE'), entrant(bench, nuage, 'restore')]
    const series = [...(await measureRounds(bench.rounds, entrants)).values()]
    const limit = { limit: 5, bound: 'at most' } as const
    return {
      series,
      requirements: series.map((one) =>
        within(one, 'time', 'ms', { ...limit, must: `${one.name}: ≤ 5 ms each` }),
      ),
    }
  },
}
