import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folder, openWorld, put, statOf, textOf, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { listTrash } from '../trash/list.ts'
import { restore } from '../trash/restore.ts'
import { listVersions } from '../versions/list.ts'
import { copy } from './copy.ts'
import { listDeep, look } from './list.ts'
import { move } from './move.ts'
import type { Node } from './node.ts'
import { remove } from './remove.ts'

type Path = readonly string[]
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

/** What the model knows of a node, under the id that the domain gave it. */
interface Kept {
  parent: number
  name: string
  /** null: a folder. */
  text: string | null
  readonly older: string[]
}

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
)

/** A tree as plain as can be: nodes by id, and what was deleted from where. */
class Model {
  readonly nodes = new Map<number, Kept>()
  readonly trash = new Map<number, { readonly origin: number; readonly above: Path }>()
  readonly root: number

  constructor(root: number) {
    this.root = root
  }

  find(at: Path): number | undefined {
    let here: number | undefined = this.root
    for (const name of at) here = here === undefined ? undefined : this.child(here, name)
    return here
  }

  child(parent: number, name: string): number | undefined {
    for (const [id, node] of this.nodes)
      if (node.parent === parent && node.name === name && !this.trash.has(id)) return id
    return undefined
  }

  isFolder = (id: number | undefined): id is number =>
    id === this.root || (id !== undefined && this.nodes.get(id)?.text === null)

  children = (parent: number): number[] =>
    [...this.nodes].filter(([id, node]) => node.parent === parent && !this.trash.has(id)).map(([id]) => id)

  above(id: number): number[] {
    const ids: number[] = []
    for (let at = id; at !== this.root; at = this.nodes.get(at)!.parent) ids.push(at)
    return [...ids, this.root]
  }

  /** The names that lead to a folder. */
  pathOf = (id: number): Path =>
    id === this.root ? [] : [...this.pathOf(this.nodes.get(id)!.parent), this.nodes.get(id)!.name]

  /** The name that something gets that comes back beside others. */
  free(parent: number, name: string): string {
    for (let n = 0; ; n++) {
      const tried = n === 0 ? name : `${name} (restored${n === 1 ? '' : ` ${n}`})`
      if (this.child(parent, tried) === undefined) return tried
    }
  }

  isLive = (id: number): boolean =>
    id === this.root || (!this.trash.has(id) && this.isLive(this.nodes.get(id)!.parent))

  size = (id: number): number => {
    const text = this.nodes.get(id)?.text
    if (typeof text === 'string') return Buffer.byteLength(text)
    return this.children(id).reduce((sum, child) => sum + this.size(child), 0)
  }

  /** Path to id of all that is live. */
  tree(from = this.root, prefix = ''): Map<string, number> {
    const all = new Map<string, number>()
    for (const id of this.children(from)) {
      const name = `${prefix}/${this.nodes.get(id)!.name}`
      all.set(name, id)
      for (const [inner, innerId] of this.tree(id, name)) all.set(inner, innerId)
    }
    return all
  }
}

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

/** What the model says must happen: the ids whose etags change, or undefined for a refusal. */
type Verdict = readonly number[] | undefined

class Run {
  readonly #world: World
  readonly #who: Member
  readonly #model: Model

  constructor(world: World, who: Member, root: number) {
    this.#world = world
    this.#who = who
    this.#model = new Model(root)
  }

  async end(): Promise<void> {
    const { domain } = this.#world
    for (const [at, id] of this.#model.tree()) {
      const node = this.#model.nodes.get(id)!
      if (node.text === null) continue
      expect(await textOf(domain, this.#who, at)).toBe(node.text)
      const { held } = await listVersions(domain, this.#who, id)
      expect(held.slice(1).map((one) => one.size)).toEqual(
        [...node.older].reverse().map((text) => Buffer.byteLength(text)),
      )
    }
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
    if (one.do === 'restore') {
      const entries = await listTrash(domain, this.#who)
      const entry = entries.sort((a, b) => a.node.id - b.node.id)[one.which]
      if (entry === undefined) throw new Refusal('not-found', 'test')
      return await restore(domain, this.#who, entry.name, entry.deleted, [])
    }
    const wish = { overwrite: one.overwrite, hold }
    if (one.do === 'move') return (await move(domain, this.#who, one.at, one.to, wish)).node
    return (await copy(domain, this.#who, one.at, one.to, { ...wish, shallow: false })).node
  }

  #allowed(one: Command): boolean {
    const model = this.#model
    if (one.do === 'restore') return one.which < model.trash.size
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

  async #imitate(one: Command, done: Node | undefined): Promise<number[]> {
    const model = this.#model
    if (one.do === 'put' || one.do === 'folder') {
      const id = done!.id
      const text = one.do === 'put' ? one.text : null
      const node = model.nodes.get(id)
      if (node === undefined)
        model.nodes.set(id, {
          parent: model.find(one.at.slice(0, -1))!,
          name: one.at.at(-1)!,
          text,
          older: [],
        })
      else {
        expect(model.find(one.at)).toBe(id)
        if (node.text !== '') node.older.push(node.text!)
        node.text = text
      }
      return model.above(id)
    }
    if (one.do === 'remove') return this.#discard(model.find(one.at)!)
    if (one.do === 'restore') return await this.#putBack(done!)
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
      model.nodes.set(id, { parent: here, name, text: null, older: [] })
      here = id
    }
    return here
  }

  /** Copied folders come with ids of their own, which only the domain knows: they are found by their names. */
  readonly #copies: { readonly from: number; readonly to: number }[] = []

  #duplicate(from: number, to: number, parent: number, name: string): void {
    expect(this.#model.nodes.has(to)).toBe(false)
    this.#model.nodes.set(to, { parent, name, text: this.#model.nodes.get(from)!.text, older: [] })
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
    for (const one of commands) {
      const before = await see(this.#world, this.#who)
      const verdict = await this.#both(one)
      await this.learn()
      await this.compare(before, verdict)
    }
    await this.end()
  }

  async compare(before: Seen, verdict: Verdict): Promise<void> {
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
    const changed = kept.filter((id) => before.etags.get(id) !== after.etags.get(id))
    expect(changed.sort()).toEqual(kept.filter((id) => verdict?.includes(id)).sort())
  }
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

    test('tree, contents, sizes, ids, etags, versions and trash agree after every step', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(command, { minLength: 8, maxLength: 40, size: 'max' }),
          async (commands) => {
            const who = await world.person(`person ${++people}`)
            const root = (await look(world.domain, who, [], [])).self.node.id
            await new Run(world, who, root).play(commands)
          },
        ),
        { numRuns: runs },
      )
      expect(await world.faults()).toEqual([])
    }, 120_000)
  })
}
