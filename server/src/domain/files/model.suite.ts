import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folder, openWorld, put, statOf, textOf, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { roomIn } from '../quota/room.ts'
import { historyIn } from '../retention/history.ts'
import { rollBack } from '../rollback/roll-back.ts'
import { ENTRY, entryOf, type SearchEntry } from '../search/entry.ts'
import { search } from '../search/search.ts'
import { listTrash } from '../trash/list.ts'
import { purge } from '../trash/purge.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { restore } from '../trash/restore.ts'
import { listVersions } from '../versions/list.ts'
import { restoreVersion } from '../versions/restore.ts'
import { copy } from './copy.ts'
import { listDeep, look } from './list.ts'
import { type Memory, Model, type Path } from './model-tree.suite.ts'
import { move } from './move.ts'
import type { Node } from './node.ts'
import { remove } from './remove.ts'

interface Relocation {
  readonly at: Path
  readonly to: Path
  readonly overwrite: boolean
}

type Command =
  | { readonly do: 'put'; readonly at: Path; readonly text: string }
  | { readonly do: 'folder'; readonly at: Path }
  | { readonly do: 'remove'; readonly at: Path }
  | ({ readonly do: 'move' } & Relocation)
  | ({ readonly do: 'copy' } & Relocation)
  | { readonly do: 'restore'; readonly which: number }
  | { readonly do: 'purge'; readonly which: number }
  | { readonly do: 'revert'; readonly which: number; readonly older: number }
  | { readonly do: 'rollback'; readonly back: number }

const path = fc.array(fc.constantFrom('a', 'b', 'é'), { minLength: 1, maxLength: 3 })
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('put' as const), at: path, text: fc.string({ maxLength: 20 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('folder' as const), at: path }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), at: path }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('move' as const, 'copy' as const),
      at: path,
      to: path,
      overwrite: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('revert' as const), which: fc.nat(4), older: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rollback' as const), back: fc.nat(12) }) },
)

interface Seen {
  readonly byPath: Map<string, Node>
  readonly etags: Map<number, string>
}

async function see(world: World, who: Member): Promise<Seen> {
  const byPath = new Map<string, Node>()
  const etags = new Map<number, string>()
  for await (const page of listDeep(world.domain, who, [], Number.POSITIVE_INFINITY, [])) {
    if (page.path.length === 0) etags.set(page.self.node.id, page.self.node.etag)
    for (const { node, name } of page.members) {
      byPath.set(`/${[...page.path, name].join('/')}`, node)
      etags.set(node.id, node.etag)
    }
  }
  return { byPath, etags }
}

const within = (inner: Path, outer: Path): boolean => outer.every((name, i) => inner[i] === name)

/**
 * What the model says must happen: the ids whose etags change, undefined for a refusal. After a roll back that
 * follows from what differs.
 */
type Verdict = readonly number[] | 'what differs' | undefined

interface Moment {
  /** Seconds: nothing of it was done later. */
  readonly at: number
  readonly seen: Seen
  readonly memory: Memory
}

/** Of a file everything, of a folder where it is. */
const shapeOf = (seen: Seen): Map<string, string> =>
  new Map(
    [...seen.byPath].map(([path, { id, kind, mtime, size, content }]) => [
      path,
      kind === FOLDER ? `${id}` : `${id} ${mtime} ${size === 0 ? 0 : content}`,
    ]),
  )

class Run {
  readonly #world: World
  readonly #who: Member
  readonly #model: Model
  readonly #space: number
  #moments: Moment[] = []
  /** Before the first line of the log nothing is known. */
  #begun = false

  constructor(world: World, who: Member, root: Pick<Node, 'id' | 'space'>) {
    this.#world = world
    this.#who = who
    this.#model = new Model(root.id)
    this.#space = root.space
  }

  async end(): Promise<void> {
    const { domain } = this.#world
    for (const [at, id] of this.#model.tree()) {
      const node = this.#model.nodes.get(id)!
      if (node.holds === null) continue
      expect(await textOf(domain, this.#who, at)).toBe(this.#model.texts.get(node.holds))
      const { held } = await listVersions(domain, this.#who, id)
      expect(
        held
          .slice(1)
          .map((one) => one.content)
          .sort(),
      ).toEqual([...node.older].sort())
    }
    expect(await logFaults(this.#world, this.#space)).toEqual([])
    const trash = await listTrash(domain, this.#who)
    expect(trash.map((entry) => entry.node.id).sort()).toEqual([...this.#model.trash.keys()].sort())
  }

  /** Runs it in both worlds, and holds that both say yes or both say no. */
  async #both(one: Command): Promise<Verdict> {
    const allowed = this.#allowed(one)
    let done: Node | undefined
    try {
      done = await this.#real(one)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(allowed, `${JSON.stringify(one)} was refused: ${error.message}`).toBe(false)
      return undefined
    }
    expect(allowed, `${JSON.stringify(one)} was done`).toBe(true)
    return await this.#imitate(one, done)
  }

  async #real(one: Command): Promise<Node | undefined> {
    const { domain } = this.#world
    const hold = NO_HOLD
    if (one.do === 'put') return (await put(domain, this.#who, `/${one.at.join('/')}`, one.text)).node
    if (one.do === 'folder') return await folder(domain, this.#who, `/${one.at.join('/')}`)
    if (one.do === 'remove') {
      await remove(domain, this.#who, one.at, { hold })
      return undefined
    }
    if (one.do === 'restore' || one.do === 'purge') {
      const entries = await listTrash(domain, this.#who)
      const entry = entries.sort((a, b) => a.node.id - b.node.id)[one.which]
      if (entry === undefined) throw new Refusal('not-found', 'test')
      if (one.do === 'restore') return await restore(domain, this.#who, entry.name, entry.deleted, [])
      await purge(domain, this.#who, entry.name, entry.deleted, [])
      await purgeRows(domain)
      return entry.node
    }
    if (one.do === 'revert') {
      const id = this.#model.files()[one.which]
      const { held } = id === undefined ? { held: [] } : await listVersions(domain, this.#who, id)
      const older = held[one.older + 1]
      if (older === undefined) throw new Refusal('not-found', 'test')
      return await restoreVersion(domain, this.#who, id!, older.stamp)
    }
    if (one.do === 'rollback') {
      const moment = this.#momentOf(one)
      if (moment === undefined) throw new Refusal('not-found', 'test')
      const { at } = moment
      expect((await rollBack(domain, this.#who, { space: this.#space, path: [], at })).lost).toEqual([])
      return undefined
    }
    const wish = { overwrite: one.overwrite, hold }
    if (one.do === 'move') return (await move(domain, this.#who, one.at, one.to, wish)).node
    return (await copy(domain, this.#who, one.at, one.to, { ...wish, shallow: false })).node
  }

  #allowed(one: Command): boolean {
    const model = this.#model
    if (one.do === 'restore' || one.do === 'purge') return one.which < model.trash.size
    if (one.do === 'rollback') return this.#momentOf(one) !== undefined
    if (one.do === 'revert')
      return one.older < (model.nodes.get(model.files()[one.which] ?? -1)?.older.length ?? 0)
    const existing = model.find(one.at)
    if (one.do === 'remove') return existing !== undefined
    if (one.do === 'put' || one.do === 'folder') {
      const parent = model.find(one.at.slice(0, -1))
      if (!model.isFolder(parent)) return false
      return existing === undefined || (one.do === 'put' && !model.isFolder(existing))
    }
    const target = model.find(one.to)
    const parent = model.find(one.to.slice(0, -1))
    if (existing === undefined || !model.isFolder(parent)) return false
    if (within(one.at, one.to) || within(one.to, one.at)) return false
    return target === undefined || one.overwrite
  }

  async #imitate(one: Command, done: Node | undefined): Promise<Verdict> {
    const model = this.#model
    if (one.do === 'put' || one.do === 'folder') {
      const { id } = done!
      const holds = one.do === 'folder' ? null : one.text === '' ? 0 : done!.content!
      if (one.do === 'put' && one.text !== '') model.texts.set(holds!, one.text)
      const node = model.nodes.get(id)
      if (node === undefined)
        model.nodes.set(id, {
          parent: model.find(one.at.slice(0, -1))!,
          name: one.at.at(-1)!,
          holds,
          older: [],
        })
      else {
        expect(model.find(one.at)).toBe(id)
        model.fill(id, holds!)
      }
      return model.above(id)
    }
    if (one.do === 'remove') return this.#discard(model.find(one.at)!)
    if (one.do === 'restore') return await this.#putBack(done!)
    if (one.do === 'revert') {
      expect(model.nodes.get(done!.id)!.older).toContain(done!.content)
      model.fill(done!.id, done!.content!)
      return model.above(done!.id)
    }
    if (one.do === 'purge') {
      const gone = new Set(model.purge(done!.id))
      // What is gone for good does not come back: moments that knew it are none to go back to.
      this.#moments = this.#moments.filter(({ memory }) => ![...gone].some((id) => memory.live.has(id)))
      return []
    }
    if (one.do === 'rollback') return await this.#rollBack(this.#momentOf(one)!)
    const source = model.find(one.at)!
    const replaced = model.find(one.to)
    const parent = model.find(one.to.slice(0, -1))!
    const touched = [...model.above(parent)]
    if (replaced !== undefined) touched.push(...this.#discard(replaced))
    if (one.do === 'copy') {
      this.#duplicate(source, done!.id, parent, one.to.at(-1)!)
      return touched
    }
    expect(done!.id).toBe(source)
    const node = model.nodes.get(source)!
    touched.push(...model.above(node.parent))
    Object.assign(node, { parent, name: one.to.at(-1)! })
    return touched
  }

  #discard(id: number): number[] {
    const { parent } = this.#model.nodes.get(id)!
    this.#model.trash.set(id, { origin: parent, above: this.#model.pathOf(parent) })
    return this.#model.above(parent)
  }

  async #putBack(done: Node): Promise<number[]> {
    const model = this.#model
    const { origin, above } = model.trash.get(done.id)!
    const parent = model.isLive(origin) ? origin : await this.#makeWay(above)
    const name = model.free(parent, model.nodes.get(done.id)!.name)
    model.trash.delete(done.id)
    Object.assign(model.nodes.get(done.id)!, { parent, name })
    return model.above(parent)
  }

  #momentOf = ({ back }: { readonly back: number }): Moment | undefined => this.#moments.at(-1 - back)

  async #rollBack({ seen, memory }: Moment): Promise<Verdict> {
    expect(shapeOf(await see(this.#world, this.#who))).toEqual(shapeOf(seen))
    const model = this.#model
    const young = model.putBack(memory)
    const entries = new Map(
      (await listTrash(this.#world.domain, this.#who)).map((entry) => [entry.node.id, entry]),
    )
    for (const id of young) {
      const { parent } = model.nodes.get(id)!
      model.trash.set(id, { origin: parent, above: model.pathOf(parent) })
      // What stood in the way may have been called otherwise in between.
      const { name } = entries.get(id)!
      expect(name.startsWith(model.nodes.get(id)!.name)).toBe(true)
      model.nodes.get(id)!.name = name
    }
    return 'what differs'
  }

  /** Folders that had to be made again have ids that only the domain knows. */
  async #makeWay(names: Path): Promise<number> {
    const model = this.#model
    let here = model.root
    for (const wanted of names) {
      const there = model.child(here, wanted)
      if (model.isFolder(there)) {
        here = there
        continue
      }
      const name = model.free(here, wanted)
      const at = `/${[...model.pathOf(here), name].join('/')}`
      const { id } = (await statOf(this.#world.domain, this.#who, at)).node
      expect(model.nodes.has(id)).toBe(false)
      model.nodes.set(id, { parent: here, name, holds: null, older: [] })
      here = id
    }
    return here
  }

  /** Copied folders come with ids of their own, which only the domain knows: they are found by their names. */
  readonly #copies: { readonly from: number; readonly to: number }[] = []

  #duplicate(from: number, to: number, parent: number, name: string): void {
    expect(this.#model.nodes.has(to)).toBe(false)
    const { holds } = this.#model.nodes.get(from)!
    this.#model.nodes.set(to, { parent, name, holds, older: [] })
    if (this.#model.isFolder(from)) this.#copies.push({ from, to })
  }

  /** Learns the ids of what came along with copied folders. */
  async learn(): Promise<void> {
    for (let next = this.#copies.pop(); next !== undefined; next = this.#copies.pop()) {
      const { from, to } = next
      const rows = await this.#world.domain.records.read((reader) =>
        reader.all<{ id: number; name: string }>('SELECT id, name FROM node WHERE parent = ?', to),
      )
      const inside = this.#model.children(from).filter((child) => child !== to)
      expect(rows.map((row) => row.name).sort()).toEqual(
        inside.map((child) => this.#model.nodes.get(child)!.name).sort(),
      )
      for (const child of inside) {
        const { name } = this.#model.nodes.get(child)!
        this.#duplicate(child, rows.find((row) => row.name === name)!.id, to, name)
      }
    }
  }

  async play(commands: readonly Command[]): Promise<void> {
    for (const [step, one] of commands.entries()) {
      const before = await see(this.#world, this.#who)
      const verdict = await this.#both(one)
      await this.learn()
      const seen = await this.compare(before, verdict)
      // Times are seconds: what is done next is done later.
      this.#world.pass(1)
      this.#begun ||= verdict !== undefined
      if (this.#begun) this.#moments.push({ at: this.#world.now(), seen, memory: this.#model.keep() })
      // Not after each: what is searched follows several changes at once just as well.
      if (step % 3 === 2) await this.search()
    }
    await this.end()
  }

  /** Everything live is found, and nothing else; what is searched of it says the same as the nodes. */
  async search(): Promise<void> {
    const { domain } = this.#world
    const wish = { below: [[]], order: [], first: 0, limit: 1_000 }
    const { found } = await search(domain, this.#who, { ...wish, where: { op: 'always' } }, [])
    const at = found.map(({ path, entry }) => [`/${path.join('/')}`, entry.node.id])
    expect(at.sort()).toEqual([...this.#model.tree()].sort())
    const { space } = (await look(domain, this.#who, [], [])).self.node
    const entries = await domain.records.read((reader) =>
      reader.all<SearchEntry>(`SELECT ${ENTRY} FROM search_entry WHERE space = ? ORDER BY node`, space),
    )
    const nodes = found.map(({ entry }) => entry.node).sort((a, b) => a.id - b.id)
    expect(entries).toEqual(nodes.map((node) => entryOf(node)))
  }

  async compare(before: Seen, verdict: Verdict): Promise<Seen> {
    const after = await see(this.#world, this.#who)
    const model = this.#model
    const tree = model.tree()
    expect([...after.byPath].map(([at, node]) => [at, node.id]).sort()).toEqual([...tree].sort())
    for (const [at, node] of after.byPath) {
      const id = tree.get(at)!
      expect(node.kind === FOLDER).toBe(model.isFolder(id))
      expect(node.size).toBe(model.size(id))
    }
    const kept = [...before.etags.keys()].filter((id) => after.etags.has(id))
    const changed = kept.filter((id) => before.etags.get(id) !== after.etags.get(id)).sort()
    if (verdict === 'what differs') this.#compareShapes(before, after, new Set(changed))
    else expect(changed).toEqual(kept.filter((id) => verdict?.includes(id)).sort())
    await this.#compareRoom()
    return after
  }

  /** A file's etag changes with its bytes or time, the root's with anything at all. */
  #compareShapes(before: Seen, after: Seen, changed: ReadonlySet<number>): void {
    const [was, is] = [shapeOf(before), shapeOf(after)]
    const same = [...was].every(([path, shape]) => is.get(path) === shape) && was.size === is.size
    expect(changed.has(this.#model.root)).toBe(!same)
    const files = (seen: Seen): Map<number, string> =>
      new Map(
        [...shapeOf(seen)]
          .filter(([, shape]) => shape.includes(' '))
          .map(([, shape]) => [Number(shape.split(' ')[0]), shape]),
      )
    const then = files(before)
    for (const [id, shape] of files(after))
      if (then.has(id)) expect(changed.has(id)).toBe(then.get(id) !== shape)
  }

  async #compareRoom(): Promise<void> {
    const model = this.#model
    const { records } = this.#world.domain
    const { used } = await records.read((reader) => roomIn(reader, this.#space))
    const { trash, versions } = await records.read((reader) => historyIn(reader, this.#space))
    expect({ used, trash, versions }).toEqual({
      used: model.size(model.root),
      trash: [...model.trash.keys()].reduce((sum, id) => sum + model.size(id), 0),
      versions: model.versionsSize(),
    })
  }
}

interface Line {
  node: number
  kind: number | null
  from_parent: number | null
  from_name: string | null
  from_content: number | null
  from_mtime: number | null
  to_parent: number | null
  to_name: string | null
  to_content: number | null
  to_mtime: number | null
}

/** Each line of the log begins with what the one before it about the same node ended with; the last is what is. */
async function logFaults({ domain }: World, space: number): Promise<string[]> {
  const lines = await domain.records.read((reader) =>
    reader.all<Line>(
      'SELECT c.*, n.kind FROM change c LEFT JOIN node n ON n.id = c.node WHERE c.space = ? ORDER BY c.seq',
      space,
    ),
  )
  const nodes = await domain.records.read((reader) =>
    reader.all<Node>('SELECT * FROM node WHERE space = ?', space),
  )
  const stateOf = (kind: number | null, parent: unknown, name: unknown, content: unknown, mtime: unknown) =>
    kind === FOLDER ? `${parent} ${name}` : `${parent} ${name} ${content} ${mtime}`
  const last = new Map<number, string>()
  const faults: string[] = []
  for (const line of lines) {
    // Of what is gone nobody knows any more whether it was a folder, whose time is its own affair.
    if (line.kind === null) continue
    const from = stateOf(line.kind, line.from_parent, line.from_name, line.from_content, line.from_mtime)
    const known = last.get(line.node)
    if (known !== undefined && known !== from) faults.push(`${line.node} was ${known}, and began as ${from}`)
    last.set(line.node, stateOf(line.kind, line.to_parent, line.to_name, line.to_content, line.to_mtime))
  }
  for (const { id, kind, parent, name, size, content, mtime } of nodes) {
    const is = stateOf(kind, parent, name, size === 0 ? null : content, mtime)
    const known = last.get(id)
    if (known !== undefined && known !== is) faults.push(`${id} ended as ${known}, and is ${is}`)
  }
  return faults
}

/** Random work on a tree, held against a model that is too simple to be wrong. */
export function modelSuite(engine: string, runs: number): void {
  describe(`the tree against a model: ${engine}`, () => {
    let world: World
    let people = 0
    beforeAll(async () => {
      world = await openWorld()
    })
    afterAll(() => world?.close())

    test('tree, contents, sizes, room, ids, etags, versions, trash and log agree after every step', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(command, { minLength: 8, maxLength: 40, size: 'max' }),
          async (commands) => {
            const who = await world.person(`person ${++people}`)
            const root = (await look(world.domain, who, [], [])).self.node
            await new Run(world, who, root).play(commands)
          },
        ),
        { numRuns: runs },
      )
      expect(await world.faults()).toEqual([])
    }, 120_000)
  })
}
