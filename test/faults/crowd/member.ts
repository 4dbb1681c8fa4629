import type { Chance } from '../chance.ts'
import { type Ask, kindOf, type Reply, sha1, Wire } from '../wire.ts'
import { DavWriter } from '../writer.ts'
import type { Latencies } from './measures.ts'

/** A wire whose every answer is timed, and whose line must never break. */
export class TimedWire extends Wire {
  readonly complaints: string[] = []
  readonly #latencies: Latencies

  constructor(person: string, password: string, latencies: Latencies) {
    super(person, password)
    this.#latencies = latencies
  }

  override async send(ask: Ask): Promise<Reply | undefined> {
    const began = performance.now()
    const reply = await super.send(ask)
    this.#latencies.add(kindOf(ask), performance.now() - began)
    if (reply === undefined) this.complaints.push(`${ask.method} ${ask.path}: the line broke`)
    return reply
  }
}

/** What the desktop client asks for at every poll. */
const POLL = Buffer.from('<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>')
const LISTING = Buffer.from(
  `<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:resourcetype/><d:getlastmodified/>
   <d:getcontentlength/><d:getetag/><oc:id/><oc:permissions/><oc:checksums/></d:prop></d:propfind>`,
)
export const FOLDER = 'cloud'

/** One person with one device, who works, polls and looks, one request after the other. */
export class CrowdMember {
  readonly writer: DavWriter
  readonly wire: TimedWire
  readonly #chance: Chance
  readonly #files: string
  checked = 0

  constructor(wire: TimedWire, chance: Chance, person: string) {
    this.wire = wire
    this.#chance = chance
    this.#files = `/remote.php/dav/files/${person}/${FOLDER}`
    this.writer = new DavWriter(wire, chance.branch('writer'), person, FOLDER)
  }

  async moveIn(): Promise<void> {
    await this.#expect(201, { method: 'MKCOL', path: this.#files })
  }

  /** Ends early when something was not as it should be. @param pace milliseconds between two acts. */
  async live(goesOn: () => boolean, pace: number): Promise<void> {
    while (goesOn() && this.complaints().length === 0) {
      await new Promise((resolve) => setTimeout(resolve, pace / 2 + this.#chance.below(pace)))
      await this.#act()
    }
  }

  complaints(): readonly string[] {
    return [...this.wire.complaints, ...this.writer.complaints]
  }

  async #act(): Promise<void> {
    const dice = this.#chance.below(100)
    if (dice < 45)
      await this.#expect(207, {
        ...{ method: 'PROPFIND', path: `${this.#files}/` },
        headers: { Depth: '0' },
        body: POLL,
      })
    else if (dice < 57)
      await this.#expect(207, {
        ...{ method: 'PROPFIND', path: `${this.#files}/` },
        headers: { Depth: '1' },
        body: LISTING,
      })
    else if (dice < 72) await this.#read()
    else await this.writer.step()
  }

  async #read(): Promise<void> {
    const files = [...this.writer.tree].filter(([, what]) => what !== 'folder')
    if (files.length === 0) return
    const [path, digest] = this.#chance.pick(files)
    const reply = await this.#expect(200, {
      ...{ method: 'GET', path: this.#files + path.split('/').map(encodeURIComponent).join('/') },
    })
    if (reply?.status === 200 && sha1(reply.body) !== digest)
      this.wire.complaints.push(`${path} has other bytes`)
    this.checked++
  }

  async #expect(status: number, ask: Ask): Promise<Reply | undefined> {
    const reply = await this.wire.send(ask)
    if (reply !== undefined && reply.status !== status)
      this.wire.complaints.push(`${ask.method} ${ask.path} was answered with ${reply.status}: ${reply.body}`)
    return reply
  }
}
