export type Path = readonly string[]

/** What the model knows of a node, under the id that the domain gave it. */
export interface Kept {
  parent: number
  name: string
  /** Which content, as the domain calls it; 0 for none at all. null: a folder. */
  holds: number | null
  readonly older: number[]
}

export interface Deleted {
  readonly origin: number
  readonly above: Path
}

/** How a tree was once. */
export interface Memory {
  readonly nodes: ReadonlyMap<number, Kept>
  readonly live: ReadonlySet<number>
}

/** A tree as plain as can be: nodes by id, and what was deleted from where. */
export class Model {
  readonly nodes = new Map<number, Kept>()
  readonly trash = new Map<number, Deleted>()
  readonly texts = new Map<number, string>([[0, '']])
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
    id === this.root || (id !== undefined && this.nodes.get(id)?.holds === null)

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
    const holds = this.nodes.get(id)?.holds
    if (typeof holds === 'number') return this.bytes(holds)
    return this.children(id).reduce((sum, child) => sum + this.size(child), 0)
  }

  bytes = (holds: number): number => Buffer.byteLength(this.texts.get(holds)!)

  /** Of everything that is not gone for good. */
  versionsSize = (): number =>
    [...this.nodes.values()].flatMap((node) => node.older).reduce((sum, holds) => sum + this.bytes(holds), 0)

  /** Files that are live, in the order of their paths. */
  files = (): number[] =>
    [...this.tree()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, id]) => id)
      .filter((id) => !this.isFolder(id))

  /** Gives a file another content; what it held becomes a version, unless it was nothing. */
  fill(id: number, holds: number): void {
    const node = this.nodes.get(id)!
    const at = node.older.indexOf(holds)
    if (at >= 0) node.older.splice(at, 1)
    if (node.holds !== 0) node.older.push(node.holds!)
    node.holds = holds
  }

  /** A node with all that lies in it. */
  purge(id: number): number[] {
    const gone = [id, ...this.children(id).flatMap((child) => this.purge(child))]
    for (const one of gone) this.nodes.delete(one)
    this.trash.delete(id)
    return gone
  }

  keep(): Memory {
    return {
      nodes: structuredClone(this.nodes),
      live: new Set([...this.nodes.keys()].filter((id) => this.isLive(id))),
    }
  }

  /** @returns what was younger: the outermost of it. */
  putBack({ nodes, live }: Memory): number[] {
    for (const id of live) {
      const { parent, name, holds } = nodes.get(id)!
      Object.assign(this.nodes.get(id)!, { parent, name })
      this.trash.delete(id)
      if (holds !== null && this.nodes.get(id)!.holds !== holds) this.fill(id, holds)
    }
    const young = [...this.nodes.keys()].filter((id) => this.isLive(id) && !live.has(id))
    return young.filter((id) => !young.includes(this.nodes.get(id)!.parent))
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
