import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { within } from '../report/requirement.ts'
import type { Bench, PeerName } from '../stage.ts'
import { copying, deleting, moving, movingAcross, restoring } from './folder-entrants.ts'
import type { Operation } from './operation.ts'

interface Deed {
  readonly name: string
  readonly title: string
  /** Milliseconds for the answer. */
  readonly limit: number
  readonly peers: readonly PeerName[]
  entrant(bench: Bench, contender: Contender): Entrant
}

const deed = ({ name, title, limit, peers, entrant }: Deed): Operation => ({
  name,
  title,
  async run(bench) {
    const contenders = await bench.contenders(...peers)
    const entrants = contenders.map((contender) => entrant(bench, contender))
    const series = [...(await measureRounds(bench.rounds, entrants)).values()]
    const must = { must: `≤ ${limit} ms`, limit, bound: 'at most' } as const
    return { series, requirements: [within(series[0], 'waitMedian', 'ms', must)] }
  },
})

const local: readonly PeerName[] = ['apache', 'nginx']

export const folders: readonly Operation[] = [
  deed({ name: 'move', title: 'MOVE of a crowded folder', limit: 10, peers: local, entrant: moving }),
  deed({ name: 'delete', title: 'DELETE of a crowded folder', limit: 10, peers: local, entrant: deleting }),
  deed({ name: 'restore', title: 'Restore of a crowded folder', limit: 10, peers: [], entrant: restoring }),
  deed({ name: 'copy', title: 'COPY of a crowded folder', limit: 150, peers: local, entrant: copying }),
  deed({
    name: 'across',
    title: 'MOVE of a crowded folder to another space and back',
    limit: 300,
    peers: [],
    entrant: movingAcross,
  }),
]
