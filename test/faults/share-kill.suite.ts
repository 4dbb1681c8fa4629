import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { addMember } from '../../server/src/domain/accounts/groups/members.ts'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { eachOf } from '../../server/src/domain/each-of.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { readView } from '../../server/src/domain/mounts/view.ts'
import { rightsOn } from '../../server/src/domain/shares/rights-on.ts'
import type { House } from '../../server/src/runtime/house.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { chance, seedOfRun } from './chance.ts'
import { Acknowledged, Registrar, type SharedRow, Sharer } from './flapper.ts'
import { askDoctor, open, type Settings } from './ground.ts'
import { startHousekeeper, startProgram } from './program.ts'
import { report, tableOf } from './report.ts'
import { faultsOf } from './sound.ts'
import type { Storage } from './storage.ts'
import { type Flight, type Kind, Wire } from './wire.ts'

/** More than are seen to in the transaction that shares: the others are the job's. */
const MANY = 600
const FEW = 40
const FLAPPING = 20
const FOLDERS = ['one', 'two', 'three', 'four'] as const
/** Each kill waits for one of these to be under way, in turn. */
const AIMS: readonly Kind[] = ['share', 'join', 'unshare', 'share', 'quit']
/** Of whom everything is looked at after each start; in the end of everybody. */
const LOOKED_AT = 60

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const memberOf = (person: string): Member => ({ kind: 'member', person, admin: false })

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 10_000; tries++) await pause(10)
}

async function onTheLine(kind: Kind, wires: readonly Wire[]): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (wires.some((wire) => [...wire.underWay].some((flight) => flight.kind === kind))) return
    await pause(2)
  }
}

interface Place {
  readonly members: readonly string[]
  /** Folders of ann's by their paths. */
  readonly folders: ReadonlyMap<string, number>
  readonly passwords: ReadonlyMap<string, string>
}

/** A school with a large group and a small one, whose members are in the large one too. */
async function populate({ domain }: House, known: Acknowledged): Promise<Place> {
  const members = Array.from({ length: MANY }, (_, i) => `m${String(i).padStart(3, '0')}`)
  for (const id of ['ann', 'bob', 'cyd', 'root'])
    await addPerson(domain, SYSTEM, { id, admin: id === 'root' })
  await eachOf(members, 8, async (id) => void (await addPerson(domain, SYSTEM, { id })))
  for (const [id, count] of [
    ['big', MANY],
    ['small', FEW],
  ] as const) {
    await addGroup(domain, SYSTEM, { id })
    const first = members.slice(0, count)
    await eachOf(first, 8, (person) => addMember(domain, SYSTEM, { person, group: id }))
    known.groups.set(id, new Set(first))
  }
  const folders = new Map<string, number>()
  for (const name of FOLDERS) {
    const hold = { person: 'ann', tokens: [] }
    folders.set(`/${name}`, (await makeFolder(domain, memberOf('ann'), [name], hold)).id)
  }
  const passwords = new Map<string, string>()
  for (const person of ['ann', 'bob', 'root'])
    passwords.set(person, (await issueAppPassword(domain, SYSTEM, { person, name: 'fault run' })).token)
  return { members, folders, passwords }
}

/** Everybody sees what they were given, once and with the rights that they have; nobody has what nobody gives. */
async function compare(
  { domain }: House,
  known: Acknowledged,
  { folders }: Place,
  people: readonly string[],
): Promise<number> {
  const now = Math.floor(domain.now() / 1000)
  for (const person of people) {
    const held = known.held(person, 'ann')
    await domain.records.read(async (reader) => {
      const view = await readView(reader, person, now)
      const seen = [...view.received].map(([node, { permissions }]) => [node, permissions] as const)
      expect(new Map(seen), `what ${person} sees`).toEqual(held)
      expect(view.places.size).toBe(held.size)
      for (const node of folders.values())
        expect(await rightsOn(reader, memberOf(person), node, now), `${person} and ${node}`).toBe(
          held.get(node) ?? 0,
        )
    })
  }
  return people.length
}

const JOBS = "SELECT count(*) AS count FROM job WHERE kind = 'place'"

async function placing({ domain }: House): Promise<number> {
  return Number((await domain.records.get<{ count: number }>(JOBS))!.count)
}

async function untilPlaced(house: House): Promise<void> {
  for (let tries = 0; (await placing(house)) > 0; tries++) {
    if (tries > 2400) throw new Error('what was given is not placed')
    await pause(50)
  }
}

/** Kills the program, and whoever places, while shares and memberships come and go. */
export function shareKillSuite(name: string, kills: number, storage: () => Promise<Storage>): void {
  test(
    `${name}: killed ${kills} times while people share, join and leave, everybody sees what they are given and no more`,
    async () => {
      const seed = seedOfRun()
      const luck = chance(seed)
      const folder = await mkdtemp(join(tmpdir(), 'nuage-share-kill-'))
      const store = await storage()
      const settings: Settings = { NUAGE_DATA: folder, NUAGE_THROTTLE: 'off', ...store.settings }
      const struck = new Map<string, number>()
      const count = (what: string): void => void struck.set(what, (struck.get(what) ?? 0) + 1)
      const known = new Acknowledged()
      // Stays open all the time: what it remembers has to be true whoever else writes.
      const house = await open(settings)
      try {
        const place = await populate(house, known)
        const { members, folders, passwords } = place
        const wireOf = (person: string) => new Wire(person, passwords.get(person)!)
        const wires = [wireOf('ann'), wireOf('bob'), wireOf('root'), wireOf('root')]
        const groups = ['big', 'small'].map((group) => ({ name: group, group: true }))
        const [bob, cyd] = ['bob', 'cyd'].map((person) => ({ name: person, group: false }))
        const sharers = [
          new Sharer(wires[0]!, luck.branch('ann'), known, {
            ...{ person: 'ann', folders, recipients: [...groups, bob!, cyd!] },
          }),
          new Sharer(wires[1]!, luck.branch('bob'), known, {
            ...{ person: 'bob', folders, recipients: [groups[1]!, cyd!] },
          }),
        ]
        const flapping = [members.slice(0, FLAPPING), members.slice(-FLAPPING)]
        const registrars = flapping.map(
          (people, i) => new Registrar(wires[2 + i]!, luck.branch(`root ${i}`), known, people),
        )
        let compared = 0
        const settle = async (people: readonly string[]): Promise<void> => {
          const rows = await house.domain.records.read((reader) =>
            reader.all<SharedRow>('SELECT id, sharer, node, recipient, permissions FROM share'),
          )
          for (const one of sharers) expect(await one.look(rows), `seed ${seed}`).toEqual([])
          for (const one of registrars) expect(await one.look(), `seed ${seed}`).toEqual([])
          await untilPlaced(house)
          compared += await compare(house, known, place, people)
        }
        for (let round = 0; round < kills; round++) {
          const program = startProgram(settings)
          const url = await program.ready
          for (const wire of wires) wire.pointTo(url)
          const some = Array.from({ length: LOOKED_AT }, () => luck.pick(members))
          await settle(['bob', 'cyd', ...flapping.flat(), ...some])
          await askDoctor(settings, ['--quick'], `seed ${seed}, round ${round}`)
          const aim = AIMS[round % AIMS.length]!
          for (const one of sharers) one.aim = aim
          const before = known.requests
          let running = true
          const work = [...sharers, ...registrars].map((one) => one.work(() => running))
          // A slow machine has something to lose, too.
          await until(() => known.requests > before + 1)
          await pause(luck.below(600))
          await onTheLine(aim, wires)
          await pause(luck.below(8))
          running = false
          const flights: Flight[] = wires.flatMap((wire) => [...wire.underWay])
          await program.kill()
          await Promise.all(work)
          for (const { kind, cut } of flights) if (cut) count(kind)
          const complaints = [...sharers, ...registrars].flatMap((one) => one.complaints)
          const about = complaints.length === 0 ? '' : program.output()
          expect(complaints, `seed ${seed}, round ${round}: ${about}`).toEqual([])
          if ((await placing(house)) === 0) continue
          const placer = startHousekeeper(settings, 'place')
          await placer.saying('place')
          await pause(luck.below(12))
          await placer.kill()
          count((await placing(house)) === 0 ? 'what follows the placing' : 'the placing')
        }
        const last = startProgram(settings)
        const url = await last.ready
        for (const wire of wires) wire.pointTo(url)
        await settle(['bob', 'cyd', ...members])
        await askDoctor(settings, [], `seed ${seed}`)
        expect(await last.stop()).toBe(0)
        expect(await faultsOf(house), `seed ${seed}`).toEqual([])
        await report(
          `${name}, killed while people share, join and leave (seed ${seed})`,
          { kills, 'acknowledged requests': known.requests, 'views compared': compared, lost: 0 },
          tableOf(['what a kill cut off', 'times'], [...struck].sort()),
        )
        // So that a run in which nothing happened proves nothing.
        expect(known.requests).toBeGreaterThan(kills)
      } finally {
        await house.close()
        await rm(folder, { recursive: true, force: true })
      }
    },
    300_000 + kills * 40_000,
  )
}
