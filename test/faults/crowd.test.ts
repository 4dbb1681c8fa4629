import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Daemon, startDaemon } from '../rigs/daemon.ts'
import { installed } from '../rigs/installed.ts'
import { chance, seedOfRun } from './chance.ts'
import { syncInTurns } from './crowd/devices.ts'
import { Latencies, median, percentile } from './crowd/measures.ts'
import { CrowdMember, TimedWire } from './crowd/member.ts'
import { provide } from './crowd/provide.ts'
import { cpuSeconds, type Watch, watch } from './crowd/watch.ts'
import { askDoctor, furnish, type Settings } from './ground.ts'
import { startProgram } from './program.ts'
import { report, tableOf } from './report.ts'

/** Short for every day; `npm run torture` asks for ten minutes. */
const minutes = Number(process.env.TEST_CROWD_MINUTES ?? 0.4)
const thorough = minutes >= 5
const CLIENTS = thorough ? 200 : 60
const DURATION = minutes * 60_000
/** Milliseconds between two acts of one client, on average. */
const PACE = 1_000
/** Parts of the time: all are warm; one is greedy, until; memory is compared between. */
const [WARM, GREEDY_ENDS, EARLY_ENDS, LATE_BEGINS] = [0.15, 0.4, 0.55, 0.85]
/** Milliseconds that the middle one of others' polls may take beside somebody greedy, on the slowest machine. */
const STARVING = 2_000

const preload = join(import.meta.dirname, 'crowd/loop-delay.ts')
const greedyProgram = join(import.meta.dirname, 'crowd/greedy.ts')
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

interface Greed {
  readonly served: Readonly<Record<string, number>>
  readonly complaints: readonly string[]
}

async function endOf(greedy: Daemon): Promise<Greed> {
  process.kill(greedy.pid, 'SIGTERM')
  expect(await greedy.ended, greedy.output()).toBe(0)
  return JSON.parse(greedy.output())
}

/** How much the middle sample of the end is above that of the beginning, as a part of it. */
function growth(watched: Watch, begin: number, pick: 'pss' | 'anonymous'): [number, number, number] {
  const at = (part: number): number => begin + part * DURATION
  const middle = (from: number, to: number): number =>
    median(watched.between(at(from), at(to)).map((sample) => sample[pick]))
  const [early, late] = [middle(GREEDY_ENDS, EARLY_ENDS), middle(LATE_BEGINS, 1)]
  return [early, late, late / early - 1]
}

test(
  `a crowd of ${CLIENTS} syncs, uploads and polls at once, with somebody greedy among them`,
  async () => {
    const luck = chance(seedOfRun())
    const folder = await mkdtemp(join(tmpdir(), 'nuage-crowd-'))
    const settings: Settings = { NUAGE_DATA: join(folder, 'data') }
    const loop = join(folder, 'loop.jsonl')
    const people = Array.from({ length: CLIENTS }, (_, i) => `eleve.${i}`)
    const withDevices = installed('nextcloudcmd') ? ['appareil.1', ...(thorough ? ['appareil.2'] : [])] : []
    const passwords = await furnish(settings, [...people, 'greedy', ...withDevices])
    await provide(settings, 'greedy', { large: 3_000, middle: 300 })
    const program = startProgram({ ...settings, TEST_LOOP_DELAY: loop }, ['serve'], preload)
    const watched = watch(program.pid, loop)
    let greedy: Daemon | undefined
    try {
      const url = await program.ready
      const latencies = new Latencies()
      const members = people.map((person) => {
        const wire = new TimedWire(person, passwords.get(person)!, latencies)
        wire.pointTo(url)
        return new CrowdMember(wire, luck.branch(person), person)
      })
      latencies.meanwhile = 'warming up'
      await Promise.all(members.map((member) => member.moveIn()))
      const begin = Date.now()
      const until = (part: number): Promise<unknown> => pause(begin + part * DURATION - Date.now())
      let running = true
      const goesOn = (): boolean => running
      const lives = members.map((member) => member.live(goesOn, PACE))
      const devices = Promise.all(
        withDevices.map((user) => syncInTurns(url, { user, password: passwords.get(user)! }, goesOn)),
      )
      devices.catch(() => {})
      const busy = await cpuSeconds(program.pid)

      await until(WARM)
      greedy = startDaemon(process.execPath, [
        greedyProgram,
        JSON.stringify({ url, person: 'greedy', password: passwords.get('greedy') }),
      ])
      await pause(1_000)
      latencies.meanwhile = 'greedy'
      await until(GREEDY_ENDS)
      const greed = await endOf(greedy)
      latencies.meanwhile = 'calm'
      await until(1)
      const cpu = (await cpuSeconds(program.pid)) - busy
      running = false
      await Promise.all(lives)
      const [synced] = await Promise.allSettled([devices])

      const complaints = [...members.flatMap((member) => member.complaints()), ...greed.complaints]
      if (synced.status === 'rejected') complaints.push(String(synced.reason))
      let compared = 0
      let lost = 0
      for (const { writer } of members) {
        const seen = await writer.look()
        for (const [path, digest] of writer.tree) if (seen.get(path) !== digest) lost++
        if (complaints.length === 0) expect([...seen].sort()).toEqual([...writer.tree].sort())
        compared += seen.size
      }
      const delays = {
        greedy: await watched.delays(begin + WARM * DURATION, begin + GREEDY_ENDS * DURATION),
        calm: await watched.delays(begin + GREEDY_ENDS * DURATION, begin + DURATION),
      }
      const memory = growth(watched, begin, 'pss')
      const anonymous = growth(watched, begin, 'anonymous')
      const polls = { calm: latencies.of('calm', 'poll'), greedy: latencies.of('greedy', 'poll') }
      const columns = ['milliseconds', 'requests', 'p50', 'p95', 'p99', 'most']
      await report(
        `A crowd on SQLite and disk, ${minutes} minutes`,
        {
          clients: CLIENTS,
          requests: latencies.count(),
          'requests that failed': complaints.length,
          'bodies read and compared': members.reduce((sum, { checked }) => sum + checked, 0) + compared,
          'runs of nextcloudcmd':
            synced.status === 'fulfilled' ? synced.value.reduce((sum, runs) => sum + runs, 0) : 0,
          ...Object.fromEntries(
            Object.entries(greed.served).map(([method, count]) => [`${method} of the greedy one`, count]),
          ),
          'processor seconds of the server': Math.round(cpu),
          'memory early, MiB': Math.round(memory[0]),
          'memory late, MiB': Math.round(memory[1]),
          'memory growth, %': Math.round(memory[2] * 1000) / 10,
          'growth without what is file, %': Math.round(anonymous[2] * 1000) / 10,
          ...loopLines(delays),
          lost,
        },
        [
          'Beside somebody greedy with 64 connections:',
          tableOf(columns, latencies.rows('greedy')),
          'Afterwards:',
          tableOf(columns, latencies.rows('calm')),
        ].join('\n\n'),
      )
      expect(complaints).toEqual([])
      expect(lost).toBe(0)
      expect(polls.greedy.length).toBeGreaterThan(CLIENTS / 10)
      expect(median(polls.greedy)).toBeLessThan(STARVING)
      if (thorough) expect(memory[2]).toBeLessThan(0.1)
      expect(await program.stop(), program.output()).toBe(0)
      await askDoctor(settings)
    } finally {
      watched.stop()
      await greedy?.stop('SIGKILL')
      await program.kill()
      await rm(folder, { recursive: true, force: true })
    }
  },
  300_000 + 2 * DURATION,
)

const loopLines = (delays: Readonly<Record<string, number[]>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(delays).flatMap(([meanwhile, late]) =>
      [0.5, 0.99, 1].map((part) => [
        `event loop late (${meanwhile}), ${part === 1 ? 'most' : `p${part * 100}`}, ms`,
        percentile(late, part),
      ]),
    ),
  )
