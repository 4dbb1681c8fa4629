import { type SafeFetch, Unreachable } from '../fetch-safely.ts'
import { BadMetadata, type Metadata, readMetadata } from './read-metadata.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
/** What was read last counts so long while its address does not answer. */
const PATIENCE = 24 * HOUR

interface Reading {
  readonly metadata: Metadata
  /** Certificates that the reading before it named: an answer may be on its way. */
  readonly before: readonly string[]
  readonly at: number
}

/** What a provider publishes about itself, read hourly, and sooner when it signs with something unknown. */
export class FollowedMetadata {
  readonly #address: string
  readonly #entity: string | undefined
  readonly #fetch: SafeFetch
  readonly #now: () => number
  #last: Reading | undefined
  #asked = Number.NEGATIVE_INFINITY
  #asking: Promise<Reading> | undefined

  constructor(wish: { address: string; entity?: string | undefined; fetch: SafeFetch; now?: () => number }) {
    this.#address = wish.address
    this.#entity = wish.entity
    this.#fetch = wish.fetch
    this.#now = wish.now ?? Date.now
  }

  /** @throws Unreachable, BadMetadata when nothing that counts was ever read. */
  async current(): Promise<Metadata> {
    const last = this.#last
    if (last !== undefined && this.#now() - this.#asked < HOUR && this.#counts(last)) return together(last)
    try {
      return together(await this.#read())
    } catch (error) {
      if (last !== undefined && this.#counts(last)) return together(last)
      throw error
    }
  }

  /** Reads it again, at most once a minute. @returns undefined when it says nothing else than before. */
  async newer(than: Metadata): Promise<Metadata | undefined> {
    if (this.#now() - this.#asked < MINUTE && this.#asking === undefined) return undefined
    const now = await this.#read().then(together, () => undefined)
    return now?.certificates.some((each) => !than.certificates.includes(each)) ? now : undefined
  }

  #counts({ metadata, at }: Reading): boolean {
    const now = this.#now()
    return now - at < PATIENCE && (metadata.until === undefined || now < metadata.until)
  }

  #read(): Promise<Reading> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #ask(): Promise<Reading> {
    this.#asked = this.#now()
    const answer = await this.#fetch(this.#address)
    if (answer.status !== 200) throw new Unreachable(`the metadata address answered ${answer.status}`)
    const metadata = readMetadata(await answer.text(), this.#entity)
    const reading = { metadata, before: this.#last?.metadata.certificates ?? [], at: this.#now() }
    if (!this.#counts(reading)) throw new BadMetadata('they have expired')
    this.#last = reading
    return reading
  }
}

const together = ({ metadata, before }: Reading): Metadata => ({
  ...metadata,
  certificates: [...new Set([...metadata.certificates, ...before])],
})
