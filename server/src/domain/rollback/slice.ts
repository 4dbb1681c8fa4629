import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { type Change, type ChangeVerb, recordChanges } from '../changes/record.ts'
import { freeName } from '../files/free-name.ts'
import { attachFolder } from '../files/make-folder.ts'
import { mimeOf } from '../files/mime.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { layIntoTrash } from '../files/remove.ts'
import { askMany, forMany } from '../many.ts'
import type { SpaceRoots } from '../spaces/root.ts'
import { giveBack, type Version, versionsOf } from './give-back.ts'
import { Glance } from './glance.ts'
import { Ledger } from './ledger.ts'
import { heldBy, isAsItWas, isInPlace, type Reason, type Step } from './plan.ts'
import type { Present } from './survey.ts'

/** What became of a step. */
export type Outcome = 'same' | 'moved' | 'reverted' | 'restored' | 'remade' | 'removed'

export interface Ahead {
  readonly born: boolean
  readonly now: Present
}

/** What is known from slice to slice. */
export interface Way {
  /** Steps that are yet to be taken, and what is yet to go, by node. */
  readonly ahead: ReadonlyMap<NodeId, Ahead>
  /** Folders made anew for those that are gone. */
  readonly standIns: ReadonlyMap<NodeId, NodeId>
  /** Names given only to make place. */
  readonly aside: ReadonlyMap<NodeId, string>
}

const PLACE = 'UPDATE node SET parent = ?, name = ?, mime = ?, trashed = NULL WHERE id = ?'
const FORGET = forMany((list) => `DELETE FROM trash WHERE id IN (${list}) RETURNING id`)
const COUNT = 'UPDATE space SET versions_size = versions_size + ? WHERE id = ?'
const AT = 'SELECT id, kind FROM node WHERE parent = ? AND name = ? AND trashed IS NULL'

/** Some steps in one transaction. What it learns counts when that is through. */
export class Slice {
  readonly #writer: Writer
  readonly #actor: Actor
  readonly #roots: SpaceRoots
  readonly #way: Way
  readonly #now: number
  readonly #ledger: Ledger
  readonly #glance = new Glance()
  /** Lines that are still to be written, in their order. */
  #lines: Change[] = []
  /** Entries of the trash that nothing lies in any more. */
  readonly #emptied: number[] = []
  /** By how much all versions of the space together have grown, in bytes. */
  #versions = 0
  readonly standIns = new Map<NodeId, NodeId>()
  readonly aside = new Map<NodeId, string>()
  readonly outcomes = new Map<NodeId, { outcome: Outcome; left?: Reason }>()

  constructor(writer: Writer, actor: Actor, roots: SpaceRoots, way: Way, now: number) {
    this.#writer = writer
    this.#actor = actor
    this.#roots = roots
    this.#way = way
    this.#now = now
    this.#ledger = new Ledger(writer, now)
  }

  /** What it needs to know of its next tasks, asked for all of them together. */
  async look(tasks: readonly { id: NodeId; was?: Step['was'] }[]): Promise<void> {
    const here = (id: NodeId): NodeId => this.standIns.get(id) ?? this.#way.standIns.get(id) ?? id
    await this.#glance.read(
      this.#writer,
      tasks.map(({ id, was }) =>
        was === undefined ? { id } : { id, was: { ...was, parent: here(was.parent) } },
      ),
    )
  }

  async end(): Promise<void> {
    await this.#writeLines()
    await askMany(this.#writer, FORGET, this.#emptied)
    if (this.#versions !== 0) await this.#writer.run(COUNT, this.#versions, this.#roots.space)
    await this.#ledger.settle()
  }

  async #writeLines(): Promise<void> {
    const lines = this.#lines
    this.#lines = []
    await recordChanges(this.#writer, this.#actor, this.#roots.space, lines, this.#now)
  }

  async #versionsOf(id: NodeId): Promise<readonly Version[]> {
    return this.#glance.versions(id) ?? (await versionsOf(this.#writer, [id])).get(id) ?? []
  }

  async #nodeOf(id: NodeId): Promise<Node | undefined> {
    return this.#glance.file(id) ?? (await this.#writer.get<Node>(NODE_BY_ID, id))
  }

  /** Puts a node to where it was, with what it held. */
  async put(step: Step): Promise<void> {
    const parent = this.standIns.get(step.was.parent) ?? this.#way.standIns.get(step.was.parent)
    const was = parent === undefined ? step.was : { ...step.was, parent }
    const above = await this.#ledger.above(was.parent)
    if (above.at(-1) !== this.#roots.root || above.includes(step.id))
      return this.#end(step.id, 'same', 'changed')
    if (step.now === undefined) return await this.#remake(step.id, was)
    const node = await this.#nodeOf(step.id)
    if (node === undefined || !this.#isAsSeen(node, step.now)) return this.#end(step.id, 'same', 'changed')
    if (isAsItWas({ ...node, purging: 0 }, was)) return this.#end(step.id, 'same')
    const moves = !isInPlace({ ...node, purging: 0 }, was)
    const placed = moves ? await this.#place(node, was.parent, was.name) : node
    const holds = node.kind !== FILE || (heldBy(node) === was.content && node.mtime === was.mtime)
    const given = holds
      ? placed
      : await giveBack(this.#writer, placed, was, this.#now, await this.#versionsOf(step.id), (bytes) => {
          this.#versions += bytes
        })
    this.#glance.changed(step.id)
    const after = given ?? placed
    this.#ledger.note(was.parent, after.size - placed.size)
    const left = given === undefined ? 'content' : undefined
    const verb = verbOf(node, after)
    if (verb !== undefined)
      this.#lines.push({ space: node.space, verb, node: node.id, from: node, to: after })
    this.#end(step.id, verb === undefined ? 'same' : OUTCOMES[verb], left)
  }

  /** Lays into the trash what was not there then. */
  async bury(born: Present): Promise<void> {
    const node = await this.#nodeOf(born.id)
    if (node === undefined || !this.#isAsSeen(node, born)) return this.#end(born.id, 'same', 'changed')
    // The folder it came into lies in the trash with it, and could not be brought back.
    if ((await this.#ledger.above(node.parent!)).at(-1) !== this.#roots.root)
      return this.#end(born.id, 'same')
    await this.#bury(node)
  }

  #end(id: NodeId, outcome: Outcome, left?: Reason): void {
    this.outcomes.set(id, left === undefined ? { outcome } : { outcome, left })
  }

  /** Whether nobody but this roll back has changed it since it was looked at. */
  #isAsSeen(node: Node, seen: Present): boolean {
    const name = this.aside.get(node.id) ?? this.#way.aside.get(node.id) ?? seen.name
    return (
      node.name === name &&
      node.parent === seen.parent &&
      node.trashed === seen.trashed &&
      node.content === seen.content &&
      node.space === seen.space &&
      (node.kind !== FILE || node.mtime === seen.mtime)
    )
  }

  async #place(node: Node, parent: NodeId, wanted: string): Promise<Node> {
    const settles = node.kind !== FILE
    if (settles) await this.#ledger.settle()
    const name = await this.#makePlace(parent, wanted)
    const size = settles ? await this.#sizeOf(node.id) : node.size
    const mime = settles ? '' : mimeOf(name)
    const from = node.parent!
    if (node.trashed !== null) this.#emptied.push(node.trashed)
    this.#ledger.note(from, -size)
    this.#ledger.note(parent, size)
    if (settles) await this.#ledger.settle()
    await this.#writer.run(PLACE, parent, name, mime, node.id)
    return { ...node, parent, name, mime, size, trashed: null }
  }

  async #sizeOf(id: NodeId): Promise<number> {
    return (await this.#writer.get<{ size: number }>('SELECT size FROM node WHERE id = ?', id))!.size
  }

  /** What is in the way goes first when it has to go anyway; whatever else has the name keeps it. */
  async #makePlace(parent: NodeId, wanted: string): Promise<string> {
    const isFree = this.#glance.isFree(parent, wanted)
    this.#glance.taken(parent, wanted)
    if (isFree) return wanted
    const there = await this.#writer.get<{ id: NodeId }>(AT, parent, wanted)
    const ahead = there === undefined ? undefined : this.#ahead(there.id)
    if (there !== undefined && ahead !== undefined) {
      const node = (await this.#writer.get<Node>(NODE_BY_ID, there.id))!
      if (!this.#isAsSeen(node, ahead.now)) return await this.#freeName(parent, wanted)
      if (ahead.born && node.kind === FILE) await this.#bury(node)
      else await this.#setAside(node)
    }
    return await this.#freeName(parent, wanted)
  }

  async #freeName(parent: NodeId, wanted: string): Promise<string> {
    const name = await freeName(this.#writer, parent, wanted)
    this.#glance.taken(parent, name)
    return name
  }

  #ahead(id: NodeId): Ahead | undefined {
    return this.outcomes.has(id) ? undefined : this.#way.ahead.get(id)
  }

  async #setAside(node: Node): Promise<void> {
    if (node.kind !== FILE) await this.#ledger.settle()
    const name = await this.#freeName(node.parent!, node.name)
    await this.#writer.run(PLACE, node.parent, name, node.mime, node.id)
    this.#glance.changed(node.id)
    this.#ledger.note(node.parent!, 0)
    this.aside.set(node.id, name)
    this.#lines.push({ space: node.space, verb: 'move', node: node.id, from: node, to: { ...node, name } })
  }

  async #bury(node: Node): Promise<void> {
    if (node.kind !== FILE) await this.#ledger.settle()
    const folder = await this.#ledger.way(node.parent!)
    const { trash } = this.#roots
    const size = node.kind === FILE ? node.size : await this.#sizeOf(node.id)
    const { change } = await layIntoTrash(
      ...([this.#writer, this.#actor, { ...node, size }, { trash, folder }, this.#now] as const),
    )
    this.#lines.push(change)
    this.#glance.changed(node.id)
    this.#ledger.note(node.parent!, -size)
    this.#ledger.note(trash, size)
    this.#end(node.id, 'removed')
  }

  /** A folder like the one that is gone, for what lay in it and is not; or the one made before this was cut off. */
  async #remake(id: NodeId, was: Step['was']): Promise<void> {
    const there = await this.#writer.get<Pick<Node, 'id' | 'kind'>>(AT, was.parent, was.name)
    if (there !== undefined && there.kind !== FILE && this.#ahead(there.id)?.born === true) {
      this.standIns.set(id, there.id)
      this.#end(there.id, 'same')
      return this.#end(id, 'same')
    }
    await this.#ledger.settle()
    const name = await this.#makePlace(was.parent, was.name)
    const above = await this.#ledger.above(was.parent)
    const parent = { id: was.parent, space: this.#roots.space }
    const made = await attachFolder(this.#writer, this.#actor, parent, above, name, this.#now)
    this.standIns.set(id, made.id)
    this.#end(id, 'remade')
  }
}

const OUTCOMES = { restore: 'restored', move: 'moved', revert: 'reverted', touch: 'reverted' } as const

function verbOf(from: Node, to: Node): (ChangeVerb & keyof typeof OUTCOMES) | undefined {
  if (from.trashed !== null) return 'restore'
  if (from.parent !== to.parent || from.name !== to.name) return 'move'
  if (from.content !== to.content) return 'revert'
  return from.mtime === to.mtime ? undefined : 'touch'
}
