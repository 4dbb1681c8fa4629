import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createBox } from '../../server/src/domain/boxes/create.ts'
import { readHeldBack } from '../../server/src/domain/content/open.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { NO_HOLD } from '../../server/src/domain/locks/lock.ts'
import { scanHeld } from '../../server/src/domain/malware/scan.ts'
import type { House } from '../../server/src/runtime/house.ts'
import { streamFrom } from '../../server/src/storage/blobs/blob-store.ts'
import { MARKER, openClamd } from '../rigs/clamd.ts'
import { chance, seedOfRun } from './chance.ts'
import { Depositor, type Handed } from './depositor.ts'
import { askDoctor, furnish, open, type Settings } from './ground.ts'
import { startHousekeeper, startProgram } from './program.ts'
import { report, tableOf } from './report.ts'
import { faultsOf, strayBlobs } from './sound.ts'
import type { Storage } from './storage.ts'
import { type Flight, type Kind, Wire } from './wire.ts'

const PUPILS = ['Léa', 'Tom', 'Inès', 'Noé', 'Zoé'] as const
/** Each kill waits for one of these to be under way, in turn. */
const AIMS: readonly Kind[] = ['form', 'chunk', 'finish', 'drop', 'begin', 'form', 'finish']

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 10_000; tries++) await pause(10)
}

/** Resolves when a request of this kind is on the line, or when there was none for a while. */
async function onTheLine(kind: Kind, wires: readonly Wire[]): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (wires.some((wire) => [...wire.underWay].some((flight) => flight.kind === kind))) return
    await pause(2)
  }
}

/** A folder of a teacher's with a box on it, before the server starts. @returns what its address ends on. */
async function prepareBox(settings: Settings): Promise<string> {
  await furnish(settings, ['prof'])
  const house = await open(settings)
  const actor = { kind: 'member', person: 'prof', admin: false } as const
  await makeFolder(house.domain, actor, ['Casier'], NO_HOLD)
  const { share } = await createBox(house.domain, actor, { path: ['Casier'], room: null })
  const row = await house.domain.records.get<{ token: string }>(
    'SELECT token FROM link WHERE share = ?',
    share,
  )
  await house.close()
  return row!.token
}

/** A receipt that was given is there, and says what was handed in. */
async function compareReceipt(wire: Wire, { by, files, receipt }: Handed): Promise<void> {
  const reply = await wire.send({ method: 'GET', path: receipt! })
  const page = reply?.body.toString() ?? ''
  expect(reply?.status, `${receipt}: ${page.slice(0, 400)}`).toBe(200)
  for (const text of [by, ...files.flatMap(({ name, sha256 }) => [name, sha256])])
    expect(page).toContain(text)
}

interface Row {
  readonly deposit: number
  readonly by: string
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly state: string
  readonly content: number
  readonly kept: number
}

const ROWS = `SELECT d.id AS deposit, d.name AS "by", f.name, f.size, f.sha256, f.state, n.content, n.size AS kept
  FROM deposit d JOIN deposit_file f ON f.deposit = d.id JOIN node n ON n.id = f.node ORDER BY d.id, f.at`

const printOf = (by: string, files: readonly { name: string; sha256: string }[]): string =>
  `${by}: ${files.map(({ name, sha256 }) => `${name} ${sha256}`).join(', ')}`

/** What lies in the box is whole deposits that somebody made, each once, and all that were acknowledged. */
async function compareBox(house: House, depositors: readonly Depositor[]): Promise<number> {
  const { domain } = house
  const rows = await domain.records.read((reader) => reader.all<Row>(ROWS))
  for (const { content, kept, size, sha256, state, name } of rows) {
    const bytes = await buffer(streamFrom(await readHeldBack(domain, content, { start: 0, end: kept }), kept))
    expect([name, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
      name,
      size,
      sha256,
    ])
    expect([name, state]).toEqual([name, bytes.includes(MARKER) ? 'infected' : 'clean'])
  }
  const prints = [...Map.groupBy(rows, ({ deposit }) => deposit).values()].map((of) => printOf(of[0]!.by, of))
  const count = Map.groupBy(prints, (print) => print)
  const attempted = new Set(
    depositors.flatMap((one) => one.attempted.map(({ by, files }) => printOf(by, files))),
  )
  expect([...count].filter(([, twice]) => twice.length > 1).map(([print]) => print)).toEqual([])
  expect(prints.filter((print) => !attempted.has(print))).toEqual([])
  const acknowledged = depositors.flatMap((one) =>
    one.acknowledged.map(({ by, files }) => printOf(by, files)),
  )
  expect(acknowledged.filter((print) => !count.has(print))).toEqual([])
  // Nothing lies there that no receipt tells of.
  const files = await domain.records.read((reader) =>
    reader.get<{ count: number }>('SELECT count(*) AS count FROM node WHERE kind = 0'),
  )
  expect(files!.count).toBe(rows.length)
  const held = await domain.records.read((reader) => reader.get<{ held: number }>('SELECT held FROM box'))
  expect(held!.held).toBe(rows.reduce((sum, { size }) => sum + size, 0))
  return acknowledged.length
}

const LEFT = `SELECT (SELECT count(*) FROM upload) AS uploads, (SELECT SUM(reserved) FROM space) AS reserved,
  (SELECT count(*) FROM quarantine WHERE state = 'held-back') AS held`

/** Kills the program while a class hands in, and holds it to every receipt that it gave. Needs `clamd`. */
export function boxKillSuite(name: string, kills: number, storage: () => Promise<Storage>): void {
  test(
    `${name}: killed ${kills} times while a class hands in, every receipt it gave is true`,
    async () => {
      const seed = seedOfRun()
      const luck = chance(seed)
      const folder = await mkdtemp(join(tmpdir(), 'nuage-box-kill-'))
      const clamd = await openClamd()
      const store = await storage()
      const settings: Settings = {
        ...{ NUAGE_DATA: folder, NUAGE_THROTTLE: 'off', NUAGE_CLAMD: clamd.socket },
        ...store.settings,
      }
      const struck = new Map<string, number>()
      try {
        const token = await prepareBox(settings)
        const wires = PUPILS.map(() => new Wire())
        const depositors = PUPILS.map(
          (pupil, i) => new Depositor(wires[i]!, luck.branch(pupil), pupil, token),
        )
        let compared = 0
        const compareNew = async (from: readonly number[]): Promise<void> => {
          for (const [i, one] of depositors.entries())
            for (const handed of one.acknowledged.slice(from[i]))
              if (handed.receipt !== undefined) {
                await compareReceipt(wires[i]!, handed)
                compared++
              }
        }
        const none = depositors.map(() => 0)
        let seen = none
        for (let round = 0; round < kills; round++) {
          const program = startProgram(settings)
          const url = await program.ready
          for (const wire of wires) wire.pointTo(url)
          await compareNew(seen)
          seen = depositors.map(({ acknowledged }) => acknowledged.length)
          await askDoctor(settings, ['--quick'], `seed ${seed}, round ${round}`)
          const aim = AIMS[round % AIMS.length]!
          for (const one of depositors) one.aim = aim
          let running = true
          const work = depositors.map((one) => one.work(() => running))
          // A slow machine has something to lose, too.
          await until(
            () =>
              depositors.reduce((sum, one) => sum + one.acknowledged.length, 0) >
              seen.reduce((sum, one) => sum + one, 0) + 1,
          )
          await pause(luck.below(600))
          await onTheLine(aim, wires)
          await pause(luck.below(6))
          running = false
          const flights: Flight[] = wires.flatMap((wire) => [...wire.underWay])
          await program.kill()
          await Promise.all(work)
          for (const { kind, cut } of flights) if (cut) struck.set(kind, (struck.get(kind) ?? 0) + 1)
          const complaints = depositors.flatMap((one) => one.complaints)
          expect(complaints, `seed ${seed}, round ${round}`).toEqual([])
        }
        const last = startProgram(settings)
        const url = await last.ready
        for (const wire of wires) wire.pointTo(url)
        // What was cut off in pieces goes on where it was, and some of it is not finished: that is swept.
        for (const one of depositors.slice(1)) await one.resume()
        expect(depositors.flatMap((one) => one.complaints)).toEqual([])
        await compareNew(none)
        expect(await last.stop()).toBe(0)
        const house = await open(settings)
        await scanHeld(house.domain)
        const deposits = await compareBox(house, depositors)
        await house.close()
        const housekeeper = startHousekeeper(settings)
        expect(await housekeeper.ended, housekeeper.output()).toBe(0)
        await askDoctor(settings, [], `seed ${seed}`)
        const after = await open(settings)
        expect([...(await faultsOf(after)), ...(await strayBlobs(after))], `seed ${seed}`).toEqual([])
        const left = await after.domain.records.read((reader) => reader.get(LEFT))
        expect(left, `seed ${seed}`).toEqual({ uploads: 0, reserved: 0, held: 0 })
        expect(await compareBox(after, depositors)).toBe(deposits)
        await after.close()
        await report(
          `${name}, killed while a class hands in (seed ${seed})`,
          {
            ...{ kills, 'acknowledged requests': deposits, 'receipts compared': compared, lost: 0 },
            'written bodies looked for': depositors.reduce(
              (sum, { acknowledged }) => sum + acknowledged.reduce((all, { files }) => all + files.length, 0),
              0,
            ),
          },
          tableOf(['what a kill cut off', 'times'], [...struck].sort()),
        )
        // So that a run in which nothing happened proves nothing.
        expect(deposits).toBeGreaterThan(kills)
      } finally {
        await clamd.dispose()
        await rm(folder, { recursive: true, force: true })
      }
    },
    240_000 + kills * 40_000,
  )
}
