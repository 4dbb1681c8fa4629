import type { Chance } from './chance.ts'
import { type Reply, sha1, type Wire } from './wire.ts'

/** A tree as somebody knows it: paths below the writer's folder; a file's SHA-1, or `folder`. */
export type Tree = ReadonlyMap<string, string>

interface Step {
  readonly what: string
  readonly tree: Tree
  run(): Promise<Reply | undefined>
  /** Bodies that are the server's to keep once this is acknowledged. */
  readonly bodies: readonly string[]
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

function without(tree: Tree, path: string): Map<string, string> {
  return new Map([...tree].filter(([name]) => !within(name, path)))
}

function placed(tree: Tree, source: Tree, from: string, to: string): Map<string, string> {
  const after = without(tree, to)
  for (const [name, what] of source) if (within(name, from)) after.set(to + name.slice(from.length), what)
  return after
}

/** One client that works on a folder of its own, one request after the other, and remembers what it was told. */
export class DavWriter {
  /** As acknowledged. */
  tree: Tree = new Map()
  /** As it would be if the request under way had come to its end; undefined when none was. */
  flying: Tree | undefined
  /** Bodies whose keeping was acknowledged. */
  readonly kept: string[] = []
  acknowledged = 0
  readonly complaints: string[] = []
  readonly #wire: Wire
  readonly #chance: Chance
  readonly #files: string
  readonly #uploads: string
  readonly #folder: string
  #upload: { name: string; chunks: Map<number, Buffer> } | undefined
  #serial = 0

  constructor(wire: Wire, chance: Chance, person: string, folder: string) {
    this.#wire = wire
    this.#chance = chance
    this.#folder = folder
    this.#files = `/remote.php/dav/files/${person}/${folder}`
    this.#uploads = `/remote.php/dav/uploads/${person}`
  }

  async work(running: () => boolean): Promise<void> {
    while (running()) {
      const step = this.#next()
      this.flying = step.tree
      const reply = await step.run()
      if (reply === undefined) return
      if (reply.status < 200 || reply.status > 299) {
        this.complaints.push(
          `${step.what} was answered with ${reply.status}: ${reply.body.toString().slice(0, 400)}`,
        )
        return
      }
      this.tree = step.tree
      this.flying = undefined
      this.kept.push(...step.bodies)
      this.acknowledged++
    }
  }

  /** What the server has, read from the server. */
  async look(): Promise<Tree> {
    const asked = await this.#wire.send({
      method: 'PROPFIND',
      path: `${this.#files}/`,
      headers: { Depth: 'infinity' },
      body: Buffer.from('<d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/></d:prop></d:propfind>'),
    })
    if (asked?.status !== 207) throw new Error(`a listing was answered with ${asked?.status}`)
    const tree = new Map<string, string>()
    for (const [, href] of asked.body.toString().matchAll(/<d:href>([^<]*)<\/d:href>/g)) {
      const path = decodeURIComponent(href!).slice(this.#files.length)
      if (path === '/' || path === '') continue
      if (path.endsWith('/')) tree.set(path.slice(0, -1), 'folder')
      else {
        const file = await this.#wire.send({ method: 'GET', path: this.#files + path })
        if (file?.status !== 200) throw new Error(`GET ${path} was answered with ${file?.status}`)
        tree.set(path, sha1(file.body))
      }
    }
    return tree
  }

  /** Whether every chunk that was acknowledged is still there after a restart. */
  async lookAtUpload(): Promise<string[]> {
    if (this.#upload === undefined) return []
    const { name, chunks } = this.#upload
    const asked = await this.#wire.send({
      method: 'PROPFIND',
      path: `${this.#uploads}/${name}`,
      headers: { Depth: '1' },
      body: Buffer.from('<d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/></d:prop></d:propfind>'),
    })
    // The last request may have put it together, or begun it.
    if (asked?.status === 404) {
      const expected = this.flying !== undefined
      this.#upload = undefined
      return expected ? [] : [`the upload ${name} is gone`]
    }
    const listed = asked?.body.toString() ?? ''
    return [...chunks].flatMap(([number, bytes]) => {
      const found = new RegExp(
        `/0*${number}</d:href>.*?<d:getcontentlength>(\\d+)</d:getcontentlength>`,
        's',
      ).exec(listed)
      return Number(found?.[1]) === bytes.length ? [] : [`chunk ${number} of ${name} is not whole`]
    })
  }

  #next(): Step {
    if (this.tree.size < 4) return this.#chance.below(2) === 0 ? this.#make() : this.#put()
    const dice = this.#chance.below(100)
    if (dice < 34) return this.#put()
    if (dice < 60) return this.#chunked()
    if (dice < 76) return this.#relocate('MOVE')
    if (dice < 84) return this.#relocate('COPY')
    if (dice < 92 || this.tree.size > 25) return this.#remove()
    return this.#make()
  }

  #url = (path: string): string => this.#files + path.split('/').map(encodeURIComponent).join('/')
  #files_ = (): string[] => [...this.tree].filter(([, what]) => what !== 'folder').map(([path]) => path)
  #folders = (): string[] => [
    '',
    ...[...this.tree].filter(([, what]) => what === 'folder').map(([path]) => path),
  ]
  #fresh = (): string => `${this.#chance.pick(this.#folders())}/${this.#folder} é${++this.#serial}`

  #body(): Buffer {
    return this.#chance.bytes(this.#chance.pick([1, 700, 5_000, 60_000, 200_000, 1_200_000]))
  }

  #put(): Step {
    const files = this.#files_()
    const path = files.length > 0 && this.#chance.below(2) === 0 ? this.#chance.pick(files) : this.#fresh()
    const body = this.#body()
    const digest = sha1(body)
    return {
      what: `PUT ${path}`,
      tree: new Map(this.tree).set(path, digest),
      bodies: [digest],
      run: () => this.#wire.send({ method: 'PUT', path: this.#url(path), body }),
    }
  }

  #make(): Step {
    const path = this.#fresh()
    return {
      what: `MKCOL ${path}`,
      tree: new Map(this.tree).set(path, 'folder'),
      bodies: [],
      run: () => this.#wire.send({ method: 'MKCOL', path: this.#url(path) }),
    }
  }

  #relocate(method: 'MOVE' | 'COPY'): Step {
    const from = this.#chance.pick([...this.tree.keys()])
    const files = this.#files_().filter((path) => !within(path, from) && !within(from, path))
    const over = files.length > 0 && this.#chance.below(4) === 0
    const folders = this.#folders().filter((path) => !within(path, from))
    const to = over
      ? this.#chance.pick(files)
      : `${this.#chance.pick(folders)}/moved ${this.#folder} ${++this.#serial}`
    const rest = method === 'MOVE' ? without(this.tree, from) : this.tree
    return {
      what: `${method} ${from} to ${to}`,
      tree: placed(rest, this.tree, from, to),
      bodies: [],
      run: () => this.#wire.send({ method, path: this.#url(from), headers: { Destination: this.#url(to) } }),
    }
  }

  #remove(): Step {
    const path = this.#chance.pick([...this.tree.keys()])
    return {
      what: `DELETE ${path}`,
      tree: without(this.tree, path),
      bodies: [],
      run: () => this.#wire.send({ method: 'DELETE', path: this.#url(path) }),
    }
  }

  #chunked(): Step {
    const { tree } = this
    if (this.#upload === undefined) {
      const name = `up-${this.#folder}-${++this.#serial}`
      const run = async () => {
        const reply = await this.#wire.send({ method: 'MKCOL', path: `${this.#uploads}/${name}` })
        if (reply?.status === 201) this.#upload = { name, chunks: new Map() }
        return reply
      }
      return { what: 'begin', tree, bodies: [], run }
    }
    const { name, chunks } = this.#upload
    if (chunks.size < 3) {
      const number = [1, 2, 3].find((one) => !chunks.has(one))!
      const body = this.#body()
      const path = `${this.#uploads}/${name}/${String(number).padStart(5, '0')}`
      const run = async () => {
        const reply = await this.#wire.send({ method: 'PUT', path, body })
        if (reply?.status === 201 || reply?.status === 204) chunks.set(number, body)
        return reply
      }
      return { what: 'chunk', tree, bodies: [], run }
    }
    const whole = Buffer.concat([1, 2, 3].map((number) => chunks.get(number)!))
    const digest = sha1(whole)
    const files = this.#files_()
    const to = files.length > 0 && this.#chance.below(2) === 0 ? this.#chance.pick(files) : this.#fresh()
    const headers = {
      Destination: this.#url(to),
      'OC-Total-Length': String(whole.length),
      'OC-Checksum': `SHA1:${digest}`,
    }
    const run = async () => {
      const reply = await this.#wire.send({ method: 'MOVE', path: `${this.#uploads}/${name}/.file`, headers })
      if (reply !== undefined) this.#upload = undefined
      return reply
    }
    return { what: 'assemble', tree: new Map(tree).set(to, digest), bodies: [digest], run }
  }
}
