import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Chance, chance, seedOfRun } from './chance.ts'
import { askDoctor, furnish, open, type Settings } from './ground.ts'
import { startProgram } from './program.ts'
import { report, tableOf } from './report.ts'
import { contentsOf, faultsOf } from './sound.ts'
import type { Storage } from './storage.ts'
import { type Flight, type Kind, Wire } from './wire.ts'
import { DavWriter, type Tree } from './writer.ts'

const PEOPLE = ['alice', 'bob']
const FOLDERS = ['one', 'two']

const sorted = (tree: Tree): [string, string][] => [...tree].sort(([a], [b]) => (a < b ? -1 : 1))
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Each kill waits for one of these to be under way, in turn. */
const AIMS: readonly Kind[] = [
  ...(['PUT', 'chunk', 'assemble', 'bulk', 'MOVE', 'COPY', 'DELETE', 'restore', 'purge', 'MKCOL'] as const),
]

/** Resolves when a request of this kind is on the line, or when there was none for a while. */
async function onTheLine(kind: Kind, wires: readonly Wire[]): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (wires.some((wire) => [...wire.underWay].some((flight) => flight.kind === kind))) return
    await pause(2)
  }
}

/** Kills the program at random moments while four clients write, and holds it to everything it acknowledged. */
export function killSuite(name: string, kills: number, storage: () => Promise<Storage>): void {
  test(
    `${name}: killed ${kills} times in the middle of writing, it loses nothing it acknowledged`,
    async () => {
      const seed = seedOfRun()
      const luck = chance(seed)
      const folder = await mkdtemp(join(tmpdir(), 'nuage-kill-'))
      const store = await storage()
      const settings = { NUAGE_DATA: folder, NUAGE_THROTTLE: 'off', ...store.settings }
      let checked = 0
      const struck = new Map<string, number>()
      const count = (what: string): void => void struck.set(what, (struck.get(what) ?? 0) + 1)
      try {
        const passwords = await furnish(settings, PEOPLE)
        const wires = PEOPLE.map((id) => new Wire(id, passwords.get(id)!))
        const writers = PEOPLE.flatMap((id, i) =>
          FOLDERS.map((of) => new DavWriter(wires[i]!, luck.branch(`${id}/${of}`), id, of)),
        )
        await beginFolders(settings, wires)
        for (let round = 0; round < kills; round++) {
          const program = startProgram(settings)
          // Some die while they start: what is being recovered then must be recovered again.
          if (luck.below(12) === 0) {
            await pause(luck.below(700))
            await program.kill()
            count('a start')
            continue
          }
          const url = await program.ready
          for (const wire of wires) wire.pointTo(url)
          checked += await settle(writers, seed)
          await askDoctor(settings, ['--quick'], `seed ${seed}`)
          const aim = AIMS[round % AIMS.length]!
          for (const writer of writers) writer.aim = aim
          let running = true
          const work = writers.map((writer) => writer.work(() => running))
          // What a backup holds back while it runs must not stay held when it dies.
          const backup =
            luck.below(5) === 0
              ? startProgram(settings, ['backup', join(folder, `backup-${round}`)])
              : undefined
          await pause((backup === undefined ? 50 : 300) + luck.below(700))
          await onTheLine(aim, wires)
          await pause(luck.below(6))
          running = false
          const flights: Flight[] = wires.flatMap((wire) => [...wire.underWay])
          const ended = backup?.ended.then((code) => code !== null)
          await Promise.all([program.kill(), backup?.kill()])
          await Promise.all(work)
          for (const { kind, cut } of flights) if (cut) count(kind)
          if (backup !== undefined && !(await ended)) count('a backup')
          expect(
            writers.flatMap((writer) => writer.complaints),
            `seed ${seed}, round ${round}`,
          ).toEqual([])
        }
        const last = startProgram(settings)
        const url = await last.ready
        for (const wire of wires) wire.pointTo(url)
        checked += await settle(writers, seed)
        await askDoctor(settings, [], `seed ${seed}`)
        expect(await last.stop()).toBe(0)
        const after = await open(settings)
        expect(await faultsOf(after), `seed ${seed}`).toEqual([])
        const contents = await contentsOf(after)
        const kept = writers.flatMap((writer) => writer.kept)
        const lost = kept.filter((digest) => !contents.has(digest))
        await after.close()
        expect(lost, `seed ${seed}`).toEqual([])
        const done = writers.reduce((sum, writer) => sum + writer.acknowledged, 0)
        const restores = Math.max(2, Math.floor(kills / 10))
        await surviveRestores({ settings, fresh: store, restores, luck, wires, writers })
        struck.set('a restore from a backup', restores)
        await report(
          `${name}, killed (seed ${seed})`,
          {
            ...{
              kills: kills + restores,
              'acknowledged requests': done,
              'written bodies looked for': kept.length,
            },
            ...{ 'files compared after restarts': checked, lost: lost.length },
          },
          tableOf(['what a kill cut off', 'times'], [...struck].sort()),
        )
        // So that a run in which nothing happened proves nothing.
        expect(kept.length).toBeGreaterThan(kills)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    60_000 + kills * 15_000,
  )
}

async function beginFolders(settings: Settings, wires: readonly Wire[]): Promise<void> {
  const program = startProgram(settings)
  const url = await program.ready
  for (const [i, wire] of wires.entries()) {
    wire.pointTo(url)
    for (const of of FOLDERS)
      await wire.send({ method: 'MKCOL', path: `/remote.php/dav/files/${PEOPLE[i]}/${of}` })
  }
  await program.kill()
}

interface Survivors {
  readonly settings: Settings
  readonly fresh: Storage
  readonly restores: number
  readonly luck: Chance
  readonly wires: readonly Wire[]
  readonly writers: readonly DavWriter[]
}

/** Everything is saved once, and given to a new instance by restores that die, the last of which may end. */
async function surviveRestores({
  settings,
  fresh,
  restores,
  luck,
  wires,
  writers,
}: Survivors): Promise<void> {
  const saved = join(settings.NUAGE_DATA, 'saved')
  const backup = startProgram(settings, ['backup', saved])
  expect(await backup.ended, backup.output()).toBe(0)
  const elsewhere = await mkdtemp(join(tmpdir(), 'nuage-restored-'))
  try {
    const other = { NUAGE_DATA: elsewhere, NUAGE_THROTTLE: 'off', ...(await fresh.fresh()) }
    for (let i = 0; i < restores; i++) {
      const dying = startProgram(other, ['restore', saved])
      await Promise.race([pause(350 + luck.below(900)), dying.ended])
      await dying.kill()
    }
    const last = startProgram(other, ['restore', saved])
    const code = await last.ended
    // One of those that were to die may have been quicker.
    if (code !== 0) expect(last.output()).toContain('not empty')
    const program = startProgram(other)
    const url = await program.ready
    for (const wire of wires) wire.pointTo(url)
    for (const writer of writers) expect(sorted(await writer.look())).toEqual(sorted(writer.tree))
    await askDoctor(other)
    expect(await program.stop()).toBe(0)
  } finally {
    await rm(elsewhere, { recursive: true, force: true })
  }
}

/** After a restart each tree is as acknowledged, or as it would be had the last request come to its end. */
async function settle(writers: readonly DavWriter[], seed: number): Promise<number> {
  let checked = 0
  for (const writer of writers) {
    const seen = await writer.look()
    expect(await writer.lookAtUpload(), `seed ${seed}`).toEqual([])
    const actual = sorted(seen)
    const seenAs = JSON.stringify(actual)
    if (!writer.flying.some((tree) => JSON.stringify(sorted(tree)) === seenAs))
      expect(actual, `seed ${seed}`).toEqual(sorted(writer.tree))
    writer.tree = seen
    writer.flying = []
    checked += seen.size
  }
  return checked
}
