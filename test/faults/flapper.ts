import type { Chance } from './chance.ts'
import type { Kind, Reply, Wire } from './wire.ts'

const SHARES = '/ocs/v2.php/apps/files_sharing/api/v1/shares'
/** Too many wanted the same at once: nothing was done, and the client may come again. */
const NOT_NOW = 503
const OCS = { 'OCS-APIRequest': 'true', Accept: 'application/json' }

export interface Given {
  /** Number of the folder. */
  readonly node: number
  readonly from: string
  readonly to: string
  readonly group: boolean
  readonly permissions: number
}

/** Who was given what, and who is in which group, as it was acknowledged. */
export class Acknowledged {
  readonly shares = new Map<number, Given>()
  readonly groups = new Map<string, Set<string>>()
  requests = 0

  /** What somebody holds on each folder, of the shares of its owner and of those to whom the owner gave it. */
  held(person: string, owner: string): Map<number, number> {
    const held = new Map<number, number>()
    for (const given of this.shares.values()) {
      const reaches = given.group ? this.groups.get(given.to)!.has(person) : given.to === person
      const rights = reaches ? this.#worth(given, owner) : 0
      if (rights !== 0) held.set(given.node, (held.get(given.node) ?? 0) | rights)
    }
    return held
  }

  #worth(given: Given, owner: string): number {
    if (given.from === owner) return given.permissions
    const all = [...this.shares.values()]
    const way = all.find(({ node, from, to }) => node === given.node && from === owner && to === given.from)
    return way === undefined || (way.permissions & MAY_SHARE) === 0 ? 0 : given.permissions & way.permissions
  }
}

const MAY_SHARE = 16

interface Recipient {
  readonly name: string
  readonly group: boolean
}

const form = (fields: Record<string, string>): { headers: Record<string, string>; body: Buffer } => ({
  headers: { ...OCS, 'Content-Type': 'application/x-www-form-urlencoded' },
  body: Buffer.from(new URLSearchParams(fields).toString()),
})

/** A share as the records have it: whoever passed on what was then taken from them is not shown it. */
export interface SharedRow {
  readonly id: number
  readonly sharer: string
  readonly node: number
  readonly recipient: string
  readonly permissions: number
}

/** Somebody who gives and takes back, one after the other. */
export class Sharer {
  readonly complaints: string[] = []
  aim: Kind | undefined
  readonly #wire: Wire
  readonly #chance: Chance
  readonly #known: Acknowledged
  readonly #person: string
  readonly #folders: ReadonlyMap<string, number>
  readonly #recipients: readonly Recipient[]
  #flying: { readonly wish?: Given; readonly gone?: number } = {}
  /** What may have been made besides, and gives nothing yet. */
  #maybe: Given[] = []

  constructor(
    wire: Wire,
    chance: Chance,
    known: Acknowledged,
    about: { person: string; folders: ReadonlyMap<string, number>; recipients: readonly Recipient[] },
  ) {
    this.#wire = wire
    this.#chance = chance
    this.#known = known
    this.#person = about.person
    this.#folders = about.folders
    this.#recipients = about.recipients
  }

  async work(running: () => boolean): Promise<void> {
    while (running() && (await this.#step()));
  }

  get #own(): [number, Given][] {
    return [...this.#known.shares].filter(([, { from }]) => from === this.#person)
  }

  async #step(): Promise<boolean> {
    const own = this.#own
    const most = Math.floor((this.#folders.size * this.#recipients.length) / 2)
    const ends =
      own.length > 0 && (own.length >= most || this.#chance.below(this.aim === 'unshare' ? 2 : 4) === 0)
    return ends ? await this.#end(this.#chance.pick(own)[0]) : await this.#give()
  }

  async #give(): Promise<boolean> {
    const path = this.#chance.pick([...this.#folders.keys()])
    const { name: to, group } = this.#chance.pick(this.#recipients)
    const permissions = this.#chance.pick([31, 31, 17, 15, 1])
    const node = this.#folders.get(path)!
    const same = this.#own.some(([, one]) => one.node === node && one.to === to)
    if (same) return true
    const wish = { node, from: this.#person, to, group, permissions: permissions | DOWNLOAD }
    this.#flying = { wish }
    const fields = { path, shareType: group ? '1' : '0', shareWith: to, permissions: String(permissions) }
    const reply = await this.#wire.send({ method: 'POST', path: SHARES, ...form(fields) })
    if (reply === undefined) return false
    this.#flying = {}
    if (reply.status === NOT_NOW) return true
    // Who passes on what is taken from them at that moment is refused, or is not shown any more what they made.
    if (reply.status === 403 || reply.status === 404) {
      this.#maybe.push(wish)
      return true
    }
    if (reply.status !== 200) return this.#complain('a share', reply)
    const { id } = (JSON.parse(reply.body.toString()) as { ocs: { data: { id: string } } }).ocs.data
    this.#known.shares.set(Number(id), wish)
    this.#known.requests++
    return true
  }

  async #end(id: number): Promise<boolean> {
    this.#flying = { gone: id }
    const reply = await this.#wire.send({ method: 'DELETE', path: `${SHARES}/${id}`, headers: OCS })
    if (reply === undefined) return false
    this.#flying = {}
    if (reply.status === NOT_NOW) return true
    if (reply.status !== 200) return this.#complain('the end of a share', reply)
    this.#known.shares.delete(id)
    this.#known.requests++
    return true
  }

  #complain(what: string, reply: Reply): false {
    this.complaints.push(`${what} was answered with ${reply.status}: ${reply.body.toString().slice(0, 400)}`)
    return false
  }

  /** After a restart: what was cut off has come to its end or has not. @returns what is wrong. */
  async look(rows: readonly SharedRow[]): Promise<string[]> {
    const own = rows.filter(({ sharer }) => sharer === this.#person)
    const told = new Map(own.map((row) => [row.id, row]))
    const { wish, gone } = this.#flying
    this.#flying = {}
    const wrong: string[] = []
    for (const [id] of this.#own) {
      if (told.has(id)) continue
      if (id !== gone) wrong.push(`share ${id} is lost`)
      this.#known.shares.delete(id)
    }
    const wishes = wish === undefined ? this.#maybe : [...this.#maybe, wish]
    for (const [id, row] of told) {
      if (this.#known.shares.has(id)) continue
      const made = wishes.find(
        ({ node, to, permissions }) =>
          row.node === node && row.recipient === to && row.permissions === (permissions & ~DOWNLOAD),
      )
      if (made !== undefined) this.#known.shares.set(id, made)
      else wrong.push(`share ${id} was ended, or never made`)
    }
    this.#maybe = []
    return wrong
  }
}

const DOWNLOAD = 32

/** Somebody who takes people into groups and out of them. */
export class Registrar {
  readonly complaints: string[] = []
  readonly #wire: Wire
  readonly #chance: Chance
  readonly #known: Acknowledged
  readonly #people: readonly string[]
  #flying: { readonly person: string; readonly group: string } | undefined

  constructor(wire: Wire, chance: Chance, known: Acknowledged, people: readonly string[]) {
    this.#wire = wire
    this.#chance = chance
    this.#known = known
    this.#people = people
  }

  async work(running: () => boolean): Promise<void> {
    while (running() && (await this.#step()));
  }

  async #step(): Promise<boolean> {
    const person = this.#chance.pick(this.#people)
    const group = this.#chance.pick([...this.#known.groups.keys()])
    const members = this.#known.groups.get(group)!
    const method = members.has(person) ? 'DELETE' : 'POST'
    this.#flying = { person, group }
    const path = `/ocs/v2.php/cloud/users/${person}/groups`
    const reply = await this.#wire.send({ method, path, ...form({ groupid: group }) })
    if (reply === undefined) return false
    this.#flying = undefined
    if (reply.status === NOT_NOW) return true
    if (reply.status !== 200) {
      this.complaints.push(`${method} ${path} was answered with ${reply.status}: ${reply.body}`)
      return false
    }
    if (method === 'POST') members.add(person)
    else members.delete(person)
    this.#known.requests++
    return true
  }

  /** As for shares. */
  async look(): Promise<string[]> {
    const wrong: string[] = []
    for (const [group, members] of this.#known.groups) {
      const path = `/ocs/v2.php/cloud/groups/${group}/users?format=json`
      const reply = await this.#wire.send({ method: 'GET', path, headers: OCS })
      if (reply?.status !== 200) return [`the members of ${group} were answered with ${reply?.status}`]
      const { users } = (JSON.parse(reply.body.toString()) as { ocs: { data: { users: string[] } } }).ocs.data
      const told = new Set(users)
      for (const person of this.#people) {
        if (told.has(person) === members.has(person)) continue
        if (this.#flying?.person !== person || this.#flying.group !== group)
          wrong.push(`${person} is ${told.has(person) ? 'still' : 'not'} in ${group}`)
        if (told.has(person)) members.add(person)
        else members.delete(person)
      }
    }
    this.#flying = undefined
    return wrong
  }
}
