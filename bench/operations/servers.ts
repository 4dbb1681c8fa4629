import { type Entrant, measureRounds, type Series } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import type { Bench } from '../stage.ts'
import { getting } from './get-small.ts'
import { listingFolder } from './list.ts'
import type { Operation } from './operation.ts'
import { polling } from './poll.ts'
import { putting } from './put-small.ts'

const deeds: Readonly<Record<string, (bench: Bench, contender: Contender) => Entrant>> = {
  poll: polling,
  listing: listingFolder,
  GET: getting,
  PUT: (bench, contender) => putting(bench, contender, 'beside-servers'),
}

export const servers: Operation = {
  name: 'servers',
  title: 'On PostgreSQL and S3, beside the embedded engine',
  async run(bench) {
    const contenders = [await bench.nuage(), await bench.onServers()]
    const all: Series[] = []
    for (const [name, entrant] of Object.entries(deeds)) {
      const series = await measureRounds(
        bench.rounds,
        contenders.map((contender) => entrant(bench, contender)),
      )
      all.push(...[...series.values()].map((one) => ({ ...one, name: `${name}, ${one.name}` })))
    }
    return {
      series: all,
      requirements: [],
      notes: ['CPU and memory are those of Nuage alone, without what PostgreSQL and the S3 server use.'],
    }
  },
}
