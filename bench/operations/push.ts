import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type Account, layListeners } from '../fixtures/lay-listeners.ts'
import { openListeners } from '../load/listening.ts'
import { cpuSeconds } from '../measure/cpu.ts'
import { pssMiB } from '../measure/memory.ts'
import type { Sample, Series } from '../measure/rounds.ts'
import { median, quantile, spread } from '../measure/statistics.ts'
import { basic } from '../peers/contender.ts'
import { type Nuage, startNuage } from '../peers/nuage.ts'
import type { Requirement } from '../report/requirement.ts'
import type { Operation } from './operation.ts'

/** So many sockets one account of the bench opens. */
const EACH = 50
const CHANGES = 10
/** Longer than the pace of a listener, so that each change is told at once. */
const APART_MS = 1_100
const BURST = { changes: 1_000, milliseconds: 10_000 }
const IDLE_MS = 10_000
const SETTLE_MS = 1_000

interface Ear {
  frames: number
  heard(): Promise<void>
  close(): void
}

async function listen({ port }: Nuage, { user, password }: Account): Promise<Ear> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/push/ws`)
  await once(socket, 'open')
  socket.send(user)
  socket.send(password)
  await once(socket, 'message')
  const ear: Ear = {
    frames: 0,
    heard: async () => void (await once(socket, 'message', { signal: AbortSignal.timeout(20_000) })),
    close: () => socket.terminate(),
  }
  socket.on('message', () => ear.frames++)
  return ear
}

async function put({ port }: Nuage, { user, password }: Account, name: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/remote.php/dav/files/${user}/${name}`, {
    ...{ method: 'PUT', body: name, headers: { Authorization: basic(user, password) } },
  })
  if (!answer.ok) throw new Error(`PUT answered ${answer.status}`)
}

/** Milliseconds from the answer to a change until its listener hears of it. */
async function waits(nuage: Nuage, account: Account): Promise<number[]> {
  const ear = await listen(nuage, account)
  const found: number[] = []
  for (let i = 0; i < CHANGES; i++) {
    await sleep(APART_MS)
    const heard = ear.heard()
    await put(nuage, account, `change-${i}`)
    const answered = performance.now()
    await heard
    found.push(Math.max(0, performance.now() - answered))
  }
  ear.close()
  return found
}

/** How many frames one listener gets for a thousand changes in ten seconds, the last of them told. */
async function framesOfBurst(nuage: Nuage, account: Account): Promise<number> {
  const ear = await listen(nuage, account)
  const began = performance.now()
  const running: Promise<void>[] = []
  for (let i = 0; i < BURST.changes; i++) {
    const at = began + (i * BURST.milliseconds) / BURST.changes
    await sleep(Math.max(0, at - performance.now()))
    running.push(put(nuage, account, `burst-${i % 100}`))
  }
  await Promise.all(running)
  const told = ear.frames
  await Promise.race([ear.heard(), sleep(20_000)])
  if (ear.frames === told) throw new Error('the end of the burst was not told')
  ear.close()
  return ear.frames
}

/** Milliseconds of CPU in a second of doing nothing; in percent of a core, a tenth of it. */
async function idle(nuage: Nuage): Promise<Sample> {
  await sleep(SETTLE_MS)
  const before = cpuSeconds(nuage.roots)
  await sleep(IDLE_MS)
  const cpu = ((cpuSeconds(nuage.roots) - before) * 1_000_000) / IDLE_MS
  const peakMiB = pssMiB(nuage.roots)
  return { operations: 1, cpu, time: 1_000, waitMedian: 0, waitMax: 0, megabytesPerSecond: 0, peakMiB }
}

async function held(nuage: Nuage, accounts: readonly Account[], count: number): Promise<Sample> {
  const each = Math.min(EACH, count)
  const some = accounts.slice(0, Math.ceil(count / each))
  const listeners = await openListeners({ port: nuage.port, accounts: some, each })
  try {
    if (listeners.open < count) throw new Error(`${listeners.open} of ${count} sockets were let in`)
    const sample = await idle(nuage)
    const still = await listeners.count()
    if (still < count) throw new Error(`${still} of ${count} sockets were held`)
    return sample
  } finally {
    await listeners.close()
  }
}

const told = (found: readonly number[], nuage: Nuage): Sample => ({
  ...{ operations: found.length, cpu: 0, time: median(found), megabytesPerSecond: 0 },
  ...{ waitMedian: median(found), waitMax: quantile(found, 1), peakMiB: pssMiB(nuage.roots) },
})

const limited = (must: string, limit: number, unit: string, values: readonly number[]): Requirement => ({
  ...{ must, limit, unit, bound: 'at most', measured: spread(values) },
})

export const push: Operation = {
  name: 'push',
  title: 'Push: telling of changes, and holding who listens',
  async run(bench) {
    const { few, many } = bench.sizes.listeners
    let accounts: Account[] = []
    const lay = async (environment: NodeJS.ProcessEnv): Promise<void> => {
      accounts = await layListeners(environment, Math.ceil(many / EACH) + 1)
    }
    const nuage = await startNuage(bench.folder, { ...bench.nuageOptions, name: 'push', lay })
    try {
      const [writer, ...others] = accounts as [Account, ...Account[]]
      const found = await waits(nuage, writer)
      const frames = await framesOfBurst(nuage, writer)
      const alone = await idle(nuage)
      const fewIdle = await held(nuage, others, few)
      const manyIdle = await held(nuage, others, many)
      const kilobytes = ((manyIdle.peakMiB - alone.peakMiB) * 1024) / many
      const series: Series[] = [
        { name: 'a change is told', samples: [told(found, nuage)] },
        { name: 'nobody listens, a second', samples: [alone] },
        { name: `${few} listen, a second`, samples: [fewIdle] },
        { name: `${many} listen, a second`, samples: [manyIdle] },
      ]
      return {
        series,
        requirements: [
          limited('a change is told within 1 s', 1_000, 'ms', found),
          limited('1,000 changes in 10 s: ≤ 10 frames a listener', 10, 'frames', [frames]),
          limited(`${few} idle listeners ≤ 1 % of a core`, 1, '%', [fewIdle.cpu / 10]),
          limited(`${many} idle listeners in one process, each`, 64, 'KiB', [kilobytes]),
        ],
        notes: [
          `All ${many} sockets were held until the end; together they cost ${(manyIdle.cpu / 10).toFixed(1)} % of a core.`,
        ],
      }
    } finally {
      await nuage.stop()
    }
  },
}
