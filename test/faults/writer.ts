import { createHash } from 'node:crypto'
import type { Chance } from './chance.ts'
import { type Kind, type Reply, sha1, type Wire } from './wire.ts'

/** A tree as somebody knows it: paths below the writer's folder; a file's SHA-1, or `folder`. */
export type Tree = ReadonlyMap<string, string>

interface Step {
  readonly what: string
  readonly tree: Tree
  /** What may be seen besides, when it does not come to its end. */
  readonly between?: readonly Tree[]
  run(): Promise<Reply | undefined>
  /** Bodies that are the server's to keep once this is acknowledged. */
  readonly bodies: readonly string[]
}

/** Files and folders of one writer. */
const MOST = 60

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
  /** As it may be besides, by what the request under way had come to; empty when none was. */
  flying: readonly Tree[] = []
  /** Bodies whose keeping was acknowledged. */
  readonly kept: string[] = []
  acknowledged = 0
  readonly complaints: string[] = []
  /** What it does every other time. */
  aim: Kind | undefined
  readonly #wire: Wire
  readonly #chance: Chance
  readonly #files: string
  readonly #uploads: string
  readonly #trash: string
  readonly #folder: string
  #upload: { name: string; chunks: Map<number, Buffer> } | undefined
  #serial = 0

  constructor(wire: Wire, chance: Chance, person: string, folder: string) {
    this.#wire = wire
    this.#chance = chance
    this.#folder = folder
    this.#files = `/remote.php/dav/files/${person}/${folder}`
    this.#trash = `/remote.php/dav/trashbin/${person}`
    this.#uploads = `/remote.php/dav/uploads/${person}`
  }

  async work(running: () => boolean): Promise<void> {
    while (running() && (await this.step()));
  }

  /** @returns whether it was done; a complaint says why not, unless the line broke. */
  async step(): Promise<boolean> {
    const step = this.#next()
    this.flying = [step.tree, ...(step.between ?? [])]
    const reply = await step.run()
    if (reply === undefined) return false
    if (reply.status < 200 || reply.status > 299) {
      this.complaints.push(
        `${step.what} was answered with ${reply.status}: ${reply.body.toString().slice(0, 400)}`,
      )
      return false
    }
    this.tree = step.tree
    this.flying = []
    this.kept.push(...step.bodies)
    this.acknowledged++
    return true
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
      const expected = this.flying.length > 0
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
    // Copies of folders would make the tree grow without end.
    if (this.tree.size > MOST) return this.#remove()
    const aimed = this.aim === undefined ? undefined : this.#aims[this.aim]
    if (aimed !== undefined && this.#chance.below(2) === 0) return aimed()
    const dice = this.#chance.below(100)
    if (dice < 24) return this.#put()
    if (dice < 30) return this.#bulk()
    if (dice < 34) return this.#purge()
    if (dice < 38) return this.#restore()
    if (dice < 60) return this.#chunked()
    if (dice < 76) return this.#relocate('MOVE')
    if (dice < 84) return this.#relocate('COPY')
    if (dice < 92 || this.tree.size > 25) return this.#remove()
    return this.#make()
  }

  readonly #aims: Readonly<Partial<Record<Kind, () => Step>>> = {
    PUT: () => this.#put(),
    bulk: () => this.#bulk(),
    begin: () => this.#chunked(),
    chunk: () => this.#chunked(),
    assemble: () => this.#chunked(),
    MKCOL: () => this.#make(),
    MOVE: () => this.#relocate('MOVE'),
    COPY: () => this.#relocate('COPY'),
    DELETE: () => this.#remove(),
    restore: () => this.#restore(),
    purge: () => this.#purge(),
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

  /** Several files in one request, each of which may have come to its end alone. */
  #bulk(): Step {
    const bodies = [1, 2, 3].map(
      () => [this.#fresh(), this.#chance.bytes(this.#chance.pick([1, 900, 30_000]))] as const,
    )
    const after = (taken: number): Map<string, string> => {
      const tree = new Map(this.tree)
      for (const [i, [path, bytes]] of bodies.entries()) if (taken & (1 << i)) tree.set(path, sha1(bytes))
      return tree
    }
    const parts = bodies.flatMap(([path, bytes]) => [
      Buffer.from(
        `--cut\r\nContent-Length: ${bytes.length}\r\nX-File-MD5: ${createHash('md5').update(bytes).digest('hex')}\r\n` +
          `X-File-Path: /${this.#folder}${path}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ])
    const body = Buffer.concat([...parts, Buffer.from('--cut--\r\n')])
    return {
      what: 'bulk',
      tree: after(7),
      between: [1, 2, 3, 4, 5, 6].map(after),
      bodies: bodies.map(([, bytes]) => sha1(bytes)),
      run: async () => {
        const headers = { 'Content-Type': 'multipart/related; boundary=cut' }
        const reply = await this.#wire.send({ method: 'POST', path: '/remote.php/dav/bulk', headers, body })
        if (reply === undefined || !reply.body.includes('"error":true')) return reply
        return { ...reply, status: 500 }
      },
    }
  }

  /** Deletes a file and takes it back out of the trash. */
  #restore(): Step {
    const files = this.#files_()
    if (files.length === 0) return this.#put()
    const path = this.#chance.pick(files)
    return {
      what: `restore ${path}`,
      tree: this.tree,
      between: [without(this.tree, path)],
      bodies: [],
      run: async () => {
        const entry = await this.#trashed(path)
        if (typeof entry !== 'string') return entry
        const Destination = entry.replace('/trash/', '/restore/')
        return await this.#wire.send({ method: 'MOVE', path: entry, headers: { Destination } })
      },
    }
  }

  /** Writes a file, deletes it, and deletes it for good. */
  #purge(): Step {
    const path = this.#fresh()
    const body = this.#body()
    return {
      what: `purge ${path}`,
      tree: this.tree,
      between: [new Map(this.tree).set(path, sha1(body))],
      bodies: [],
      run: async () => {
        const written = await this.#wire.send({ method: 'PUT', path: this.#url(path), body })
        if (written?.status !== 201) return written
        const entry = await this.#trashed(path)
        if (typeof entry !== 'string') return entry
        return await this.#wire.send({ method: 'DELETE', path: entry })
      },
    }
  }

  /** @returns the address in the trash, or the answer that was none. */
  async #trashed(path: string): Promise<string | Reply | undefined> {
    const removed = await this.#wire.send({ method: 'DELETE', path: this.#url(path) })
    if (removed?.status !== 204) return removed
    const listed = await this.#wire.send({
      ...{ method: 'PROPFIND', path: `${this.#trash}/trash`, headers: { Depth: '1' } },
      body: Buffer.from(
        '<d:propfind xmlns:d="DAV:"><d:prop><n:trashbin-original-location xmlns:n="http://nextcloud.org/ns"/></d:prop></d:propfind>',
      ),
    })
    if (listed?.status !== 207) return listed
    const entries = listed.body.toString().split('<d:response>')
    const own = entries.filter((entry) => entry.includes(`>${this.#folder}${path}</`))
    // Of several that lay at one place, the last.
    const hrefs = own.map((entry) => /<d:href>([^<]*)<\/d:href>/.exec(entry)![1]!)
    const time = (href: string): number => Number(/\.d(\d+)\/?$/.exec(href)?.[1])
    const latest = hrefs.sort((a, b) => time(b) - time(a))[0]
    return latest ?? { ...listed, status: 404, body: Buffer.from(`${path} is not in the trash`) }
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
