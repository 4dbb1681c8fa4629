import { createHash } from 'node:crypto'
import { MARKER } from '../rigs/clamd.ts'
import type { Chance } from './chance.ts'
import type { Kind, Reply, Wire } from './wire.ts'

export interface SentFile {
  readonly name: string
  readonly bytes: Buffer
  readonly sha256: string
}

/** What somebody hands in at once. */
export interface Handed {
  readonly by: string
  readonly files: readonly SentFile[]
  /** Where the receipt is; none is given to clients that put files. */
  receipt?: string
}

/** A deposit on its way in pieces, as the page of a box remembers it. */
interface Pieces {
  readonly handed: Handed
  readonly ticket: string
  readonly uploads: readonly string[]
  /** Names of uploads that were begun, and of pieces that were acknowledged. */
  readonly arrived: Set<string>
}

const PIECE = 90_000
const SCRIPT = { 'X-Requested-With': 'XMLHttpRequest' }

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A pupil who hands in, one thing after the other, by a form, by the page's script, or as a client does. */
export class Depositor {
  readonly name: string
  /** All that was ever begun: what the box has is among it. */
  readonly attempted: Handed[] = []
  readonly acknowledged: Handed[] = []
  readonly complaints: string[] = []
  aim: Kind | undefined
  readonly #wire: Wire
  readonly #chance: Chance
  readonly #token: string
  #pieces: Pieces | undefined
  #serial = 0

  constructor(wire: Wire, chance: Chance, name: string, token: string) {
    this.#wire = wire
    this.#chance = chance
    this.name = name
    this.#token = token
  }

  async work(running: () => boolean): Promise<void> {
    while (running() && (await this.#step()));
  }

  /** A deposit that was cut off is brought to its end. */
  async resume(): Promise<void> {
    while (this.#pieces !== undefined && (await this.#goOn(this.#pieces)));
  }

  async #step(): Promise<boolean> {
    if (this.#pieces !== undefined) return await this.#goOn(this.#pieces)
    const way =
      this.aim === 'form' || this.aim === 'drop' ? this.aim : this.#chance.pick(['form', 'pieces', 'drop'])
    const handed: Handed = {
      by: this.name,
      files: this.#files(way === 'drop' ? 1 : 1 + this.#chance.below(3)),
    }
    this.attempted.push(handed)
    if (way === 'form') return await this.#sendForm(handed)
    if (way === 'drop') return await this.#drop(handed)
    return await this.#begin(handed)
  }

  #files(count: number): SentFile[] {
    return Array.from({ length: count }, () => {
      const body = this.#chance.bytes(this.#chance.pick([3, 800, 40_000, 150_000, 400_000]))
      const bytes = this.#chance.below(8) === 0 ? Buffer.concat([body, Buffer.from(MARKER)]) : body
      // Some come under one name, and none of them is lost by that.
      const name = this.#chance.below(3) === 0 ? 'copie.bin' : `copie ${this.name} ${++this.#serial}.bin`
      return { name, bytes, sha256: sha256(bytes) }
    })
  }

  #complain(what: string, reply: Reply): false {
    this.complaints.push(`${what} was answered with ${reply.status}: ${reply.body.toString().slice(0, 400)}`)
    return false
  }

  async #sendForm(handed: Handed): Promise<boolean> {
    const line = (text: string): Buffer => Buffer.from(`${text}\r\n`)
    const body = Buffer.concat([
      ...[line('--cut'), line('Content-Disposition: form-data; name="name"'), line(''), line(this.name)],
      ...handed.files.flatMap(({ name, bytes }) => [
        line('--cut'),
        line(`Content-Disposition: form-data; name="files"; filename="${name}"`),
        ...[line('Content-Type: application/octet-stream'), line(''), bytes, line('')],
      ]),
      line('--cut--'),
    ])
    const headers = { 'Content-Type': 'multipart/form-data; boundary=cut' }
    const reply = await this.#wire.send({ method: 'POST', path: this.#page('/deposit'), headers, body })
    if (reply === undefined) return false
    if (reply.status !== 303) return this.#complain('the form', reply)
    return this.#done(handed, reply.headers.location)
  }

  async #drop(handed: Handed): Promise<boolean> {
    const { name, bytes } = handed.files[0]!
    const path = `/public.php/dav/files/${this.#token}/${encodeURIComponent(name)}`
    const headers = { ...SCRIPT, 'X-NC-Nickname': encodeURIComponent(this.name) }
    const reply = await this.#wire.send({ method: 'PUT', path, headers, body: bytes })
    if (reply === undefined) return false
    if (reply.status !== 201) return this.#complain('a PUT', reply)
    return this.#done(handed)
  }

  #page = (what: string): string => `/s/${this.#token}${what}`

  #ask(what: string, said: object): Promise<Reply | undefined> {
    const headers = { 'Content-Type': 'application/json' }
    const body = Buffer.from(JSON.stringify(said))
    return this.#wire.send({ method: 'POST', path: this.#page(what), headers, body })
  }

  #told = ({ files }: Handed): object => ({
    name: this.name,
    files: files.map(({ name, bytes }) => ({ path: name, size: bytes.length })),
  })

  async #begin(handed: Handed): Promise<boolean> {
    const reply = await this.#ask('/deposit/begin', this.#told(handed))
    if (reply === undefined) return false
    if (reply.status !== 201) return this.#complain('begin', reply)
    const { ticket, uploads } = JSON.parse(reply.body.toString()) as { ticket: string; uploads: string[] }
    this.#pieces = { handed, ticket, uploads, arrived: new Set() }
    return true
  }

  /** The next request of a deposit in pieces; the same one again when its answer did not come. */
  async #goOn(pieces: Pieces): Promise<boolean> {
    const { handed, ticket, uploads, arrived } = pieces
    for (const [at, { bytes }] of handed.files.entries()) {
      const address = `/public.php/dav/uploads/${this.#token}/${uploads[at]}`
      const total = { ...SCRIPT, 'OC-Total-Length': String(bytes.length) }
      if (!arrived.has(address)) {
        const made = await this.#wire.send({ method: 'MKCOL', path: address, headers: total })
        if (made === undefined) return false
        if (made.status !== 201 && made.status !== 405) return this.#complain('MKCOL', made)
        arrived.add(address)
        return true
      }
      for (let start = 0, number = 1; start < bytes.length; start += PIECE, number++) {
        const path = `${address}/${String(number).padStart(5, '0')}`
        if (arrived.has(path)) continue
        const body = bytes.subarray(start, start + PIECE)
        const put = await this.#wire.send({ method: 'PUT', path, headers: total, body })
        if (put === undefined) return false
        if (put.status !== 201 && put.status !== 204) return this.#complain('a piece', put)
        arrived.add(path)
        return true
      }
    }
    const reply = await this.#ask('/deposit/finish', { ...this.#told(handed), ticket })
    if (reply === undefined) return false
    if (reply.status !== 200) return this.#complain('finish', reply)
    this.#pieces = undefined
    return this.#done(handed, (JSON.parse(reply.body.toString()) as { receipt: string }).receipt)
  }

  #done(handed: Handed, receipt?: string): true {
    if (receipt !== undefined) handed.receipt = receipt
    this.acknowledged.push(handed)
    return true
  }
}
