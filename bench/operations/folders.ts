import { layTeamSpace } from '../fixtures/lay-team-space.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { startNuage } from '../peers/nuage.ts'
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
  {
    name: 'across',
    title: 'MOVE of a crowded folder to another space and back',
    async run(bench) {
      // In a house of its own: should it take long, nobody else is to wait for it.
      const nuage = await startNuage(bench.folder, {
        ...bench.nuageOptions,
        name: 'across',
        lay: layTeamSpace,
      })
      try {
        const series = [...(await measureRounds(bench.rounds, [movingAcross(bench, nuage)])).values()]
        const must = { must: '≤ 300 ms', limit: 300, bound: 'at most' } as const
        return { series, requirements: [within(series[0], 'waitMedian', 'ms', must)] }
      } finally {
        await nuage.stop()
      }
    },
  },
]
