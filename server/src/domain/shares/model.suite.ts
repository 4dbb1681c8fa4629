import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveShare } from '../../../../test/rigs/shares.ts'
import { folder, openWorld, put, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD, ON_FILE, READ, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { addGroup } from '../accounts/groups/change.ts'
import { addMember, removeMember } from '../accounts/groups/members.ts'
import { type Entry, listDeep, readPage } from '../files/list.ts'
import { locate } from '../files/locate.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { resolve } from '../files/resolve.ts'
import { beforeWrite } from '../files/write.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { readView } from '../mounts/view.ts'
import { listTrash } from '../trash/list.ts'
import { restore } from '../trash/restore.ts'
import { createShare } from './create.ts'
import { dropShares } from './drop.ts'
import { readFacts } from './facts.ts'
import { type Gift, Oracle } from './model-oracle.suite.ts'
import { removeShare } from './remove.ts'
import { heldBy } from './rights.ts'
import { rightsOfShare, rightsOn } from './rights-on.ts'
import { GROUP, LINK, PERSON } from './share.ts'
import { updateShare } from './update.ts'

const PEOPLE = ['ann', 'bob', 'cyd', 'dan'] as const
const GROUPS = ['red', 'blue'] as const
/** What everybody has at first, in the order in which it is made. */
const TREE = ['/a', '/a/b', '/a/b/c', '/a/b/f.txt', '/d', '/g.txt'] as const

type Command =
  | {
      readonly do: 'give'
      readonly from: number
      readonly thing: number
      readonly to: number
      readonly permissions: number
      readonly lasts: number | null
    }
  | {
      readonly do: 'pass on'
      readonly which: number
      readonly who: number
      readonly thing: number
      readonly to: number
      readonly permissions: number
      readonly lasts: number | null
    }
  | { readonly do: 'chain'; readonly steps: readonly Step[] }
  | {
      /** By the rules of giving; nobody to a link. */
      readonly do: 'ask'
      readonly who: number
      readonly thing: number
      readonly to: number | null
      readonly permissions: number
    }
  | { readonly do: 'revise'; readonly which: number; readonly who: number; readonly permissions: number }
  | { readonly do: 'withdraw'; readonly which: number; readonly who: number }
  | { readonly do: 'cut'; readonly which: number; readonly bit: number }
  | { readonly do: 'end'; readonly which: number }
  | { readonly do: 'change'; readonly which: number; readonly permissions: number }
  | { readonly do: 'lapse'; readonly which: number; readonly lasts: number | null }
  | { readonly do: 'join' | 'quit'; readonly who: number; readonly group: number }
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'move'; readonly who: number; readonly thing: number; readonly into: number }
  | { readonly do: 'remove'; readonly who: number; readonly thing: number }
  | { readonly do: 'restore'; readonly who: number }

/** Each by somebody who received the last one, mostly with all rights but one. */
interface Step {
  readonly who: number
  readonly to: number
  readonly group: boolean
  readonly below: boolean
  readonly without: number
}

const many = fc.nat(100)
const bit = fc.constantFrom(1, 2, 4, 8, 16, 32)
const step: fc.Arbitrary<Step> = fc.record({
  ...{ who: many, to: many, group: fc.boolean(), below: fc.boolean() },
  without: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: bit }),
})
const chain: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('chain' as const),
  steps: fc.array(step, { minLength: 2, maxLength: 4 }),
})
/** As clients know them. */
const asked = fc.oneof(fc.constantFrom(1, 17, 31, 15, 3, 19), fc.nat(31))
const permissions = fc.oneof(
  fc.constantFrom(63, 31, 49, 17, 33, 1, 47, 15, 19, 51),
  fc.nat(63).map((mask) => mask | READ),
)
const lasts = fc.option(fc.integer({ min: 1, max: 50 }), { freq: 3 })
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ do: fc.constant('give' as const), from: many, thing: many, to: many, permissions, lasts },
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ do: fc.constant('pass on' as const), which: many, who: many, thing: many, to: many },
      ...{ permissions, lasts },
    }),
  },
  { weight: 3, arbitrary: chain },
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ do: fc.constant('ask' as const), who: many, thing: many, to: fc.option(many, { freq: 3 }) },
      permissions: asked,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ do: fc.constant('revise' as const), which: many, who: many, permissions: asked },
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which: many, who: many }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('cut' as const), which: many, bit }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), which: many }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), which: many, permissions }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lapse' as const), which: many, lasts }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'quit' as const), who: many, group: many }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.integer({ min: -20, max: 40 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('move' as const), who: many, thing: many, into: many }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), who: many, thing: many }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), who: many }) },
)

const pick = <T>(from: readonly T[], which: number): T => from[which % from.length]!
const WRITES = new Set(['move', 'remove', 'restore'])

interface Line {
  readonly path: readonly string[]
  readonly entry: Entry
}

/** A story of sharing, told to the domain and to the oracle. */
class Story {
  readonly #world: World
  readonly #oracle = new Oracle()
  readonly #people = new Map<string, Member>()
  readonly #groups: string[] = []
  /** What a folder held when it was last seen under an etag, by person, folder and etag. */
  readonly #held = new Map<string, string>()
  /** What somebody saw in all, and under which etag. */
  readonly #last = new Map<string, { all: string; etag: string }>()
  #shift = 0

  constructor(world: World) {
    this.#world = world
  }

  /** Everybody is new, so that stories do not meet. */
  async begin(number: number): Promise<void> {
    const { domain } = this.#world
    for (const name of GROUPS) {
      const id = `${name}${number}`
      await addGroup(domain, SYSTEM, { id })
      this.#groups.push(id)
      this.#oracle.groups.set(id, new Set())
    }
    for (const name of PEOPLE) {
      const who = await this.#world.person(`${name}${number}`)
      this.#people.set(who.person, who)
      const root = (await statOf(domain, who, '/')).node.id
      this.#oracle.roots.set(who.person, root)
      this.#oracle.things.set(root, { id: root, folder: true, parent: null, trashed: false })
      for (const path of TREE) await this.#make(who, path)
    }
  }

  async #make(who: Member, path: string): Promise<void> {
    const { domain } = this.#world
    // Names tell whose it was, and never clash.
    const own = path.replace(/\/(\w)/g, `/${who.person}-$1`)
    const isFile = path.endsWith('.txt')
    if (isFile) await put(domain, who, own, own)
    else await folder(domain, who, own)
    const { id, parent } = (await statOf(domain, who, own)).node
    this.#oracle.things.set(id, { id, folder: !isFile, parent, trashed: false })
  }

  get #now(): number {
    return this.#world.now()
  }

  async tell(command: Command): Promise<void> {
    const oracle = this.#oracle
    const { domain } = this.#world
    const { records } = domain
    const people = [...this.#people.values()]
    switch (command.do) {
      case 'give': {
        const things = [...oracle.things.keys()].filter((id) => oracle.things.get(id)!.parent !== null)
        await this.#give(pick(people, command.from).person, pick(things, command.thing), command)
        return
      }
      case 'pass on': {
        if (oracle.gifts.length === 0) return
        const gift = pick(oracle.gifts, command.which)
        const receivers = oracle.receivers(gift)
        if (receivers.length === 0) return
        const within = [...oracle.things.keys()].filter((id) => oracle.within(id, gift.thing))
        await this.#give(pick(receivers, command.who), pick(within, command.thing), command)
        return
      }
      case 'chain': {
        let last: Gift | undefined
        for (const step of command.steps) last = (await this.#pass(last, step)) ?? last
        return
      }
      case 'ask':
        await this.#ask(pick(people, command.who), command)
        return
      case 'revise':
      case 'withdraw': {
        if (oracle.gifts.length === 0) return
        const gift = pick(oracle.gifts, command.which)
        // Mostly somebody to whom the gift is something.
        const closest = people.filter(({ person }) =>
          [gift.from, oracle.ownerOf(gift.thing)].includes(person),
        )
        const who = pick([...closest, ...closest, ...people], command.who)
        if (command.do === 'revise') await this.#revise(who, gift, command.permissions)
        else await this.#withdraw(who, gift)
        return
      }
      case 'cut':
      case 'end':
      case 'change':
      case 'lapse': {
        if (oracle.gifts.length === 0) return
        const gift = pick(oracle.gifts, command.which)
        if (command.do === 'end') {
          await records.write([], (writer) => dropShares(writer, 'id', gift.id))
          oracle.gifts = oracle.gifts.filter((one) => one !== gift)
        } else if (command.do === 'change' || command.do === 'cut') {
          gift.permissions = command.do === 'cut' ? gift.permissions & ~command.bit : command.permissions
          const download = allows(gift.permissions, DOWNLOAD) ? 1 : 0
          const values = [gift.permissions & ~DOWNLOAD, download, gift.id]
          await records.write([], (writer) =>
            writer.run('UPDATE share SET permissions = ?, download = ? WHERE id = ?', ...values),
          )
        } else {
          gift.expires = command.lasts === null ? null : this.#now + command.lasts
          await records.write([], (writer) =>
            writer.run('UPDATE share SET expires = ? WHERE id = ?', gift.expires, gift.id),
          )
        }
        return
      }
      case 'join':
      case 'quit': {
        const { person } = pick(people, command.who)
        const group = pick(this.#groups, command.group)
        const isIn = oracle.groups.get(group)!.has(person)
        if (command.do === 'join') {
          await addMember(domain, SYSTEM, { person, group })
          if (!isIn) oracle.join(person, group)
        } else {
          await removeMember(domain, SYSTEM, { person, group })
          oracle.groups.get(group)!.delete(person)
        }
        return
      }
      case 'pass':
        this.#world.pass(command.seconds)
        this.#shift += command.seconds
        return
      default:
        await this.#change(command)
    }
  }

  /** The next link of a chain: the first is of a folder of its owner's. */
  async #pass(last: Gift | undefined, step: Step): Promise<Gift | undefined> {
    const oracle = this.#oracle
    const receivers = last === undefined ? [...this.#people.keys()] : oracle.receivers(last)
    if (receivers.length === 0) return undefined
    const from = pick(receivers, step.who)
    const folders = [...oracle.things.values()].filter(({ id, parent, folder }) =>
      last !== undefined
        ? folder && oracle.within(id, last.thing)
        : parent === oracle.roots.get(from) && folder,
    )
    const thing = last !== undefined && !step.below ? last.thing : pick(folders, step.to).id
    const others = [...this.#people.keys()].filter((one) => one !== from && one !== oracle.ownerOf(thing))
    const to = pick(others, step.to)
    const group = pick(this.#groups, step.to)
    if (step.group && !oracle.groups.get(group)!.has(to)) {
      await addMember(this.#world.domain, SYSTEM, { person: to, group })
      oracle.join(to, group)
    }
    const recipient = step.group
      ? this.#places.length + this.#groups.indexOf(group)
      : this.#places.indexOf(to)
    await this.#give(from, thing, { to: recipient, permissions: 63 & ~step.without, lasts: null })
    return oracle.gifts.find(
      (gift) => gift.thing === thing && gift.from === from && gift.to === (step.group ? group : to),
    )
  }

  get #places(): string[] {
    return [...this.#people.keys()]
  }

  /** What somebody may give is given, and nothing else. */
  async #ask(
    who: Member,
    { thing, to: which, permissions }: { thing: number; to: number | null; permissions: number },
  ): Promise<void> {
    const oracle = this.#oracle
    oracle.now = this.#now
    const lines = (await this.#tree(who)).filter(({ path }) => path.length > 0)
    if (lines.length === 0) return
    const { path, entry } = pick(lines, thing)
    const { id } = entry.node
    const to = which === null ? null : pick([...this.#people.keys(), ...this.#groups], which)
    const group = to !== null && this.#groups.includes(to)
    const kind = to === null ? LINK : group ? GROUP : PERSON
    const bits = to === null ? [1, 15, 3][permissions % 3]! : permissions | READ
    const wanted = oracle.isFile(id) ? bits & ON_FILE : bits
    const owner = oracle.ownerOf(id)
    const may = to !== who.person && to !== owner && oracle.mayGive(who.person, id, wanted)
    const holdsBytes = allows(oracle.seenBy(who.person).get(id) ?? 0, DOWNLOAD)
    const wish = { path, kind, permissions: bits, ...(to === null ? {} : { with: to }) }
    const made = await this.#attempt(() => createShare(this.#world.domain, who, wish))
    expect(made !== undefined, `${who.person} gives ${id} with ${bits}`).toBe(may)
    if (made === undefined || oracle.gifts.some((gift) => gift.id === made.id)) return
    // What had ended before makes room for what is given now.
    oracle.gifts = oracle.gifts.filter(
      (gift) => to === null || gift.thing !== id || gift.from !== who.person || gift.to !== to,
    )
    const given = wanted | (holdsBytes ? DOWNLOAD : 0)
    oracle.give({ id: made.id, thing: id, from: who.person, to, group, permissions: given, expires: null })
  }

  /** Who made it or owns what it gives may change it, to nothing that they have not themselves. */
  async #revise(who: Member, gift: Gift, permissions: number): Promise<void> {
    const oracle = this.#oracle
    oracle.now = this.#now
    const bits = gift.to === null ? [1, 15, 3][permissions % 3]! : permissions | READ
    const wanted = oracle.isFile(gift.thing) ? bits & ON_FILE : bits
    const has = oracle.seenBy(who.person).get(gift.thing) ?? 0
    const isTheirs = [gift.from, oracle.ownerOf(gift.thing)].includes(who.person) && !oracle.isOver(gift)
    const may = isTheirs && ((gift.permissions & ~DOWNLOAD) === wanted || allows(has, wanted))
    const made = await this.#attempt(() =>
      updateShare(this.#world.domain, who, gift.id, { permissions: bits }),
    )
    expect(made !== undefined, `${who.person} changes ${gift.id} to ${bits}`).toBe(may)
    if (made !== undefined) gift.permissions = wanted | (gift.permissions & DOWNLOAD)
  }

  async #withdraw(who: Member, gift: Gift): Promise<void> {
    const oracle = this.#oracle
    oracle.now = this.#now
    const isTheirs = [gift.from, oracle.ownerOf(gift.thing)].includes(who.person)
    // Whoever received it leaves it in this way; that is told by removing what they see.
    if (!isTheirs && oracle.receivers(gift).includes(who.person)) return
    const ended = await this.#attempt(async () => {
      await removeShare(this.#world.domain, who, gift.id)
      return true
    })
    expect(ended === true, `${who.person} ends ${gift.id}`).toBe(isTheirs && !oracle.isOver(gift))
    if (ended) oracle.gifts = oracle.gifts.filter((one) => one !== gift)
  }

  async #attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act()
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  async #give(
    from: string,
    thing: number,
    { to: which, permissions, lasts }: { to: number; permissions: number; lasts: number | null },
  ): Promise<void> {
    const oracle = this.#oracle
    const to = pick([...this.#people.keys(), ...this.#groups], which)
    const group = this.#groups.includes(to)
    if (from === to || to === oracle.ownerOf(thing)) return
    if (oracle.gifts.some((gift) => gift.thing === thing && gift.from === from && gift.to === to)) return
    const expires = lasts === null ? null : this.#now + lasts
    const wish = { node: thing, sharer: from, recipient: to, permissions, expires }
    const id = await giveShare(this.#world.domain, { ...wish, kind: group ? 1 : 0 })
    oracle.give({ id, thing, from, to, group, permissions, expires })
  }

  async #change(command: Command & { readonly do: 'move' | 'remove' | 'restore' }): Promise<void> {
    const who = pick([...this.#people.values()], command.who)
    try {
      if (command.do === 'restore') await this.#restore(who)
      else await this.#relocate(command, who)
    } catch (error) {
      // The oracle does not know who may move what where; what was refused has changed nothing.
      if (!(error instanceof Refusal)) throw error
    }
  }

  async #restore(who: Member): Promise<void> {
    const entry = (await listTrash(this.#world.domain, who)).find(({ node }) =>
      this.#oracle.things.has(node.id),
    )
    if (entry === undefined) return
    const node = await restore(this.#world.domain, who, entry.name, entry.deleted, [])
    const thing = this.#oracle.things.get(node.id)!
    thing.trashed = false
    thing.parent = node.parent
    await this.#learn(node.parent!)
  }

  /** Restoring makes folders that are gone anew. */
  async #learn(id: number): Promise<void> {
    if (this.#oracle.things.has(id)) return
    const row = await this.#world.domain.records.get<{ parent: number }>(
      'SELECT parent FROM node WHERE id = ?',
      id,
    )
    await this.#learn(row!.parent)
    this.#oracle.things.set(id, { id, folder: true, parent: row!.parent, trashed: false })
  }

  async #relocate(command: Command & { readonly do: 'move' | 'remove' }, who: Member): Promise<void> {
    const { domain } = this.#world
    const oracle = this.#oracle
    const lines = (await this.#tree(who)).filter(({ path }) => path.length > 0)
    if (lines.length === 0) return
    const { path, entry } = pick(lines, command.thing)
    const window = oracle.windows.find((one) => one.who === who.person && one.thing === entry.node.id)
    if (command.do === 'remove') {
      await remove(domain, who, path, { hold: NO_HOLD })
      if (entry.isMountRoot) oracle.leave(window!)
      else oracle.things.get(entry.node.id)!.trashed = true
      return
    }
    const folders = (await this.#tree(who)).filter(({ entry: { node } }) => node.kind === FOLDER)
    const into = pick(folders, command.into)
    const to = [...into.path, path.at(-1)!]
    await move(domain, who, path, to, { overwrite: false, hold: NO_HOLD })
    if (entry.isMountRoot) {
      window!.parent = into.entry.node.id
      return
    }
    oracle.things.get(entry.node.id)!.parent = into.entry.node.id
    // What others had received into it is in their roots now.
    for (const one of oracle.windows)
      if (one.parent !== null && oracle.ownerOf(one.parent) !== one.who)
        one.parent = oracle.roots.get(one.who)!
  }

  /** As another process tells it, which has looked before and has not heard of what was done since. */
  async #tree(who: Member): Promise<Line[]> {
    const lines: Line[] = []
    for await (const page of listDeep(await this.#world.neighbour(), who, [], Number.POSITIVE_INFINITY, [])) {
      if (page.path.length === 0) lines.push({ path: [], entry: page.self })
      for (const entry of page.members) lines.push({ path: [...page.path, entry.name], entry })
    }
    return lines
  }

  /** For everybody and everything: what the oracle says, by each of the ways in which the domain is asked. */
  async check(command: Command): Promise<void> {
    const oracle = this.#oracle
    oracle.now = this.#now
    const granted = oracle.granted()
    for (const who of this.#people.values()) {
      const seen = oracle.seenBy(who.person, granted)
      const lines = await this.#tree(who)
      const told = new Map(lines.map(({ entry }) => [entry.node.id, entry.permissions]))
      expect(told, `the tree of ${who.person}`).toEqual(seen)
      await this.#question(who, seen, granted)
      await this.#try(who, lines)
      this.#compareEtags(who, lines, { written: WRITES.has(command.do), besides: await this.#besides(who) })
    }
    await this.#weigh(granted)
    await this.#lookAfresh()
  }

  async #question(
    who: Member,
    seen: ReadonlyMap<number, number>,
    granted: ReadonlySet<string>,
  ): Promise<void> {
    const ids = [...this.#oracle.things.keys()]
    const now = this.#now
    await this.#world.domain.records.read(async (reader) => {
      const located = await locate(reader, who, ids, now)
      expect(new Map([...located].map(([id, { permissions }]) => [id, permissions]))).toEqual(seen)
      for (const [id, { path }] of located) expect((await resolve(reader, who, path, now)).node.id).toBe(id)
      for (const id of ids) {
        expect(await rightsOn(reader, who, id, now), `${who.person} and ${id}`).toBe(seen.get(id) ?? 0)
        const held = heldBy(await readFacts(reader, who.person, [id]), who.person, id, now)
        const all = [1, 2, 4, 8, 16, 32].filter((bit) => granted.has(`${who.person} ${id} ${bit}`))
        expect(held).toBe(all.reduce((sum, bit) => sum + bit, 0))
      }
    })
  }

  /** What each gift gives to whoever holds it, be it an address. */
  async #weigh(granted: ReadonlySet<string>): Promise<void> {
    const oracle = this.#oracle
    await this.#world.domain.records.read(async (reader) => {
      for (const gift of oracle.gifts) {
        const rights = await rightsOfShare(reader, gift.id, this.#now)
        const all = oracle.isFile(gift.thing) ? rights & ON_FILE : rights
        expect(all, `what ${gift.id} gives`).toBe(oracle.worth(gift, granted))
      }
    })
  }

  /** Who remembers nothing sees the same as who has looked all the time. */
  async #lookAfresh(): Promise<void> {
    await this.#world.domain.records.survey(async (reader) => {
      const wish = { facets: [], now: this.#now, members: false }
      for (const [person, { etag }] of this.#last) {
        const { self } = await readPage(reader, this.#people.get(person)!, [], wish)
        expect(self.etag, `${person}’s root, looked at afresh`).toBe(etag)
      }
    })
  }

  /** What may be done is done, and nothing else. */
  async #try(who: Member, lines: readonly Line[]): Promise<void> {
    for (const { path, entry } of lines) {
      if (entry.node.kind === FOLDER) continue
      const write = beforeWrite(this.#world.domain, who, path, { hold: NO_HOLD })
      const done = await write.then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ kind: 'not-permitted' })
          return false
        },
      )
      expect(done, path.join('/')).toBe(allows(entry.permissions, UPDATE))
    }
  }

  /** What they were given inside of what they received stands in its etag, also where it adds nothing to be seen. */
  async #besides({ person }: Member): Promise<string> {
    const { records } = await this.#world.neighbour()
    const { within } = await records.read((reader) => readView(reader, person, this.#now))
    return [...within]
      .map(([folder, given]) => `${folder}: ${given.map(String).sort().join(' ')}`)
      .sort()
      .join('\n')
  }

  /** A folder with the etag that it had once holds what it held then, and has another one only for a reason. */
  #compareEtags(
    { person }: Member,
    lines: readonly Line[],
    { written, besides }: { readonly written: boolean; readonly besides: string },
  ): void {
    const told = lines.map(({ path, entry }) => {
      const { node, permissions, etag } = entry
      return { path, text: `${path.join('/')} ${node.id} ${permissions} ${node.kind === FOLDER ? '' : etag}` }
    })
    for (const { path, entry } of lines) {
      if (entry.node.kind !== FOLDER) continue
      const below = told
        .filter((one) => path.every((name, i) => one.path[i] === name))
        .map(({ text }) => text.slice(path.join('/').length))
        .join('\n')
      const key = `${person} ${entry.node.id} ${entry.etag}`
      const before = this.#held.get(key)
      if (before !== undefined) expect(below, key).toBe(before)
      this.#held.set(key, below)
    }
    const all = [...told.map(({ text }) => text), besides].join('\n')
    const last = this.#last.get(person)
    const { etag } = lines[0]!.entry
    if (!written && last?.all === all) expect(etag, `${person}’s root`).toBe(last.etag)
    this.#last.set(person, { all, etag })
  }

  /** The clock is everybody's. */
  end(): void {
    this.#world.pass(-this.#shift)
  }
}

/** Whatever happens, everybody sees and may do what the oracle says: in the tree, by path, by id, and by etag. */
export function sharingModelSuite(engine: string, runs: number): void {
  describe(`sharing against an oracle: ${engine}`, () => {
    let world: World
    let stories = 0
    beforeAll(async () => {
      world = await openWorld()
    })
    afterAll(() => world?.close())

    test('random stories', async () => {
      await fc.assert(
        fc.asyncProperty(chain, fc.array(command, { minLength: 4, maxLength: 24 }), async (first, more) => {
          const story = new Story(world)
          await story.begin(++stories)
          try {
            for (const one of [first, ...more]) {
              await story.tell(one)
              await story.check(one)
            }
          } finally {
            story.end()
          }
        }),
        { numRuns: runs },
      )
      expect(await world.faults()).toEqual([])
    }, 300_000)
  })
}
