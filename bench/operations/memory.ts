import { setTimeout as sleep } from 'node:timers/promises'
import { layFolder } from '../fixtures/lay-folder.ts'
import type { Ask, Outcome } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import { type Nuage, startNuage } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { listing } from './propfinds.ts'

const IDLE_MS = 3_000

/** Two uploads, two downloads and two who list, all at once. */
function burden({ load, sizes }: Bench, nuage: Nuage): Entrant {
  const { port, headers, base } = nuage
  const pattern = { seed: 5, length: sizes.largeBytes }
  const job = { port, headers, limitSeconds: 400 }
  const upload = (name: string): Ask => ({
    ...{ method: 'PUT', path: `${base}/${name}`, body: { pattern }, expect: { status: [201, 204] } },
  })
  const download: Ask = { method: 'GET', path: `${base}/down.bin`, expect: { status: [200], pattern } }
  const lists = { ...listing(`${base}/crowded/`, sizes.entries), repeat: 20 }
  return {
    name: 'nuage, at work',
    roots: nuage.roots,
    setUp: async () => {
      await layFolder(load, nuage, 'crowded', sizes.entries)
      const { failures } = await load.run({ ...job, concurrency: 1, asks: [upload('down.bin')] })
      if (failures[0] !== undefined) throw new Error(failures[0])
    },
    run: async (round) => {
      const outcomes = await Promise.all([
        load.run({ ...job, concurrency: 2, asks: [upload(`up-${round}-a`), upload(`up-${round}-b`)] }),
        load.run({ ...job, concurrency: 2, asks: [download, download] }),
        load.run({ ...job, concurrency: 2, asks: [lists] }),
      ])
      return together(outcomes)
    },
  }
}

const together = (outcomes: readonly Outcome[]): Outcome => ({
  seconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
  bytes: outcomes.reduce((sum, { bytes }) => sum + bytes, 0),
  waits: outcomes.flatMap(({ waits }) => waits),
  failures: outcomes.flatMap(({ failures }) => failures),
})

/** One request, so that the server has done something, and then nothing for a while. */
function idling({ load }: Bench, nuage: Nuage): Entrant {
  const { port, headers } = nuage
  const asks = [{ method: 'GET', path: '/status.php', expect: { status: [200] } }]
  return {
    name: 'nuage, idle',
    roots: nuage.roots,
    run: async () => {
      const outcome = await load.run({ port, headers, concurrency: 1, asks })
      await sleep(IDLE_MS)
      return outcome
    },
  }
}

export const memory: Operation = {
  name: 'memory',
  title: 'Memory',
  async run(bench) {
    const nuage = await startNuage(bench.folder, { ...bench.nuageOptions, name: 'memory' })
    try {
      const idle = await measureRounds(bench.rounds, [idling(bench, nuage)])
      const atWork = await measureRounds(Math.min(bench.rounds, 3), [burden(bench, nuage)])
      const series = [...idle.values(), ...atWork.values()]
      const bound = 'at most' as const
      return {
        series,
        requirements: [
          within(series[0], 'peakMiB', 'MiB', { must: 'idle ≤ 120 MiB', limit: 120, bound }),
          within(series[1], 'peakMiB', 'MiB', {
            must: '1 GiB transfers and listings ≤ 250 MiB',
            limit: 250,
            bound,
          }),
        ],
      }
    } finally {
      await nuage.stop()
    }
  },
}
