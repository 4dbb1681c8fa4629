import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE, FOLDER } from '../../vocabulary/node-kind.ts'
import { markedName } from '../../vocabulary/node-name.ts'
import { allows, CREATE, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { acceptNewName } from '../files/accept-name.ts'
import { readById } from '../files/find-by-id.ts'
import type { Node } from '../files/node.ts'
import type { Place } from '../files/place.ts'
import { lookup, requireDepth, resolve } from '../files/resolve.ts'
import type { Hold } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { roomIn } from '../quota/room.ts'
import { type Members, readMembers } from './members.ts'

/** A file that is to come. */
export interface Arrival {
  /** Names below the folder, its own last. */
  readonly path: readonly string[]
  readonly size: number
}

export type Foreseen =
  | { readonly refused: Refusal }
  | {
      /** What has its name already. */
      readonly there: Node | undefined
      /** A name under which both can be kept, where something is there. */
      readonly freeName: string | undefined
    }

export interface Foresight {
  /** Of each file, in order. */
  readonly files: readonly Foreseen[]
  /** Bytes that there is no room for. */
  readonly missing: number
  /** null: unlimited. */
  readonly free: number | null
}

/**
 * What would become of files that are to come, judged by what writes them: nothing is changed or promised.
 * @param total bytes of all that is to come, also of files that are not named here.
 * @throws Refusal `not-found`, `parent-not-folder`.
 */
export async function foresee(
  domain: Domain,
  actor: Member,
  folder: NodeId,
  arrivals: readonly Arrival[],
  { total, hold }: { total: number; hold: Hold },
): Promise<Foresight> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const { node, location } = await readById(reader, actor, folder, now)
    if (node.kind !== FOLDER) throw new Refusal('parent-not-folder', 'not-a-folder')
    const base = await resolve(reader, actor, location.path, now)
    const within = new Within(reader, actor, base, hold, now)
    const files: Foreseen[] = []
    for (const [path, group] of groupedByFolder(arrivals)) {
      const names = group.map(({ at }) => arrivals[at]!.path.at(-1)!.normalize('NFC'))
      const foreseen = await within.judge(path, names)
      for (const [i, { at }] of group.entries()) files[at] = foreseen[i]!
    }
    const { free } = await roomIn(reader, node.space)
    return { files, missing: free === null ? 0 : Math.max(0, total - free), free }
  })
}

interface Group {
  readonly at: number
}

/** By the folder they go into, so that each is looked at once. */
const groupedByFolder = (arrivals: readonly Arrival[]): [readonly string[], readonly Group[]][] =>
  [...Map.groupBy(arrivals.keys(), (at) => arrivals[at]!.path.slice(0, -1).join('/'))].map(([, places]) => [
    arrivals[places[0]!]!.path.slice(0, -1),
    places.map((at) => ({ at })),
  ])

/** A folder and what is below it, as one person may write there. */
class Within {
  readonly #reader: Reader
  readonly #actor: Member
  readonly #base: Place
  readonly #hold: Hold
  readonly #now: number
  readonly #names = new Map<string, Refusal | undefined>()

  constructor(reader: Reader, actor: Member, base: Place, hold: Hold, now: number) {
    this.#reader = reader
    this.#actor = actor
    this.#base = base
    this.#hold = hold
    this.#now = now
  }

  async judge(path: readonly string[], names: readonly string[]): Promise<Foreseen[]> {
    const blocked = await refusalOf(() => this.#requireFolder(path))
    if (blocked.refused !== undefined) return names.map(() => ({ refused: blocked.refused }))
    const place = blocked.value
    const members: Members =
      place === undefined
        ? new Map()
        : await readMembers(this.#reader, this.#actor, place, { names, now: this.#now })
    const foreseen: Foreseen[] = []
    const clashing: number[] = []
    for (const [at, name] of names.entries()) {
      const there = members.get(name)
      const refused = (await this.#refusalOfName(name, there)) ?? (await this.#refusalOfPlace(place, there))
      foreseen[at] = refused === undefined ? { there, freeName: undefined } : { refused }
      if (refused === undefined && there !== undefined) clashing.push(at)
    }
    if (place !== undefined) await this.#freeNames(place, names, clashing, foreseen)
    return foreseen
  }

  /** The folder, or undefined where it has yet to be made. */
  async #requireFolder(path: readonly string[]): Promise<Place | undefined> {
    requireDepth([...this.#base.path, ...path, ''])
    for (let depth = path.length; depth >= 0; depth--) {
      const names = [...this.#base.path, ...path.slice(0, depth)]
      const place = depth === 0 ? this.#base : await lookup(this.#reader, this.#actor, names, this.#now)
      if (place === undefined) continue
      if (place.node.kind !== FOLDER)
        throw new Refusal('parent-not-folder', 'name-taken', { facts: { name: place.path.at(-1)! } })
      if (depth === path.length) return place
      await this.#requireRoomFor(place)
      for (const name of path.slice(depth)) {
        const refused = await this.#refusalOfName(name, undefined)
        if (refused !== undefined) throw refused
      }
      return undefined
    }
    return undefined
  }

  async #requireRoomFor(place: Place): Promise<void> {
    if (!allows(place.permissions, CREATE)) throw new Refusal('not-permitted', 'no-write')
    const touched = { nodes: [place.node.id], above: place.trail.slice(0, -1) }
    await requireUnlocked(this.#reader, touched, this.#hold, this.#now)
  }

  async #refusalOfName(name: string, there: Node | undefined): Promise<Refusal | undefined> {
    if (there !== undefined)
      return there.kind === FILE ? undefined : new Refusal('exists', 'folder-stays', { facts: { name } })
    if (!this.#names.has(name))
      this.#names.set(name, (await refusalOf(() => acceptNewName(this.#reader, name))).refused)
    return this.#names.get(name)
  }

  async #refusalOfPlace(place: Place | undefined, there: Node | undefined): Promise<Refusal | undefined> {
    if (place === undefined) return undefined
    if (there === undefined) return (await this.#once(place)).refused
    // A received file keeps its own rights: what may not be written is found out when it is.
    if (there.space === place.node.space && !allows(place.permissions, UPDATE))
      return new Refusal('not-permitted', 'no-write')
    return undefined
  }

  readonly #places = new Map<NodeId, Promise<Outcome<void>>>()

  #once(place: Place): Promise<Outcome<void>> {
    let known = this.#places.get(place.node.id)
    if (known === undefined) {
      known = refusalOf(() => this.#requireRoomFor(place))
      this.#places.set(place.node.id, known)
    }
    return known
  }

  /** Asks about some numbers at a time; no two arrivals are offered one name. */
  async #freeNames(
    place: Place,
    names: readonly string[],
    clashing: readonly number[],
    foreseen: Foreseen[],
  ): Promise<void> {
    const given = new Set(names)
    let left = clashing
    for (let first = 2; left.length > 0; first += NUMBERS) {
      const numbers = Array.from({ length: NUMBERS }, (_, i) => first + i)
      const tried = left.map((at) => numbers.map((n) => markedName(names[at]!, ` (${n})`)))
      const taken = await readMembers(this.#reader, this.#actor, place, {
        names: tried.flat(),
        now: this.#now,
      })
      const still: number[] = []
      for (const [i, at] of left.entries()) {
        const free = tried[i]!.find((name) => !taken.has(name) && !given.has(name))
        if (free === undefined) still.push(at)
        else {
          given.add(free)
          foreseen[at] = { ...foreseen[at]!, freeName: free } as Foreseen
        }
      }
      left = still
    }
  }
}

const NUMBERS = 8

type Outcome<T> = { value: T; refused?: undefined } | { value?: undefined; refused: Refusal }

async function refusalOf<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await act() }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error }
    throw error
  }
}
