import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { fallen } from './proof.ts'
import type { Seat } from './seat.ts'
import type { Party, Seating } from './seating.ts'
import { readViews } from './view.ts'

/** Milliseconds between two steps of a round. */
const STEP = 1_000
/** Steps after which everybody's proof has been asked for again, should no word of its fall have come. */
const PROOFS = 10
/** Steps after which everybody is told to look, should anything have changed without a word. */
const REMINDERS = 900
/** So many parties are seen to at a time: nobody's request waits for more, and each that is told to look will ask. */
const AT_ONCE = 500

/**
 * Keeps what is known of the audience true: what people see, and whether what let them in still would. At once when
 * there is word of a change, and in slow rounds for what came without one.
 */
export class Rounds {
  readonly #domain: Domain
  readonly #seating: Seating
  readonly #remind: (party: Party, spread: number) => void
  /** Whether they are told to look whatever comes of it. */
  readonly #stale = new Map<Party, boolean>()
  readonly #asked = new Set<Party>()
  #proofs: Iterator<Party>
  #reminders: Iterator<Party>
  #timer: NodeJS.Timeout | undefined
  #working = false
  #asking = 0

  constructor(domain: Domain, seating: Seating, remind: (party: Party, spread: number) => void) {
    this.#domain = domain
    this.#seating = seating
    this.#remind = remind
    this.#proofs = seating.parties()
    this.#reminders = seating.parties()
  }

  /** Anything may have happened meanwhile. */
  lookAtAll(): void {
    const all = new Set(this.#seating.parties())
    this.ask(all)
    this.lookAgain(all)
  }

  /** Their view may have changed: it is read again, and they are told to look. */
  lookAgain(parties: ReadonlySet<Party>): void {
    for (const party of parties) this.#stale.set(party, true)
    void this.#work()
  }

  /** As `lookAgain`, but those who see what they saw before are told nothing. */
  lookWhetherChanged(parties: ReadonlySet<Party>): void {
    for (const party of parties) if (!this.#stale.has(party)) this.#stale.set(party, false)
    void this.#work()
  }

  /** Something that let them in may be gone. */
  ask(parties: ReadonlySet<Party>): void {
    for (const party of parties) this.#asked.add(party)
    void this.#work()
  }

  /** @throws Refusal `not-signed-in` */
  async welcome(party: Party, seat: Seat): Promise<void> {
    this.#timer ??= setInterval(() => this.#step(), STEP).unref()
    await this.#readViews([party])
    if ((await fallen(this.#domain, [seat.proof])).size > 0)
      throw new Refusal('not-signed-in', 'credentials-wrong')
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#stale.clear()
    this.#asked.clear()
  }

  #step(): void {
    if (this.#seating.size === 0) {
      this.stop()
      return
    }
    for (let i = 0; i < this.#seating.size / PROOFS; i++) this.#asked.add(this.#next('#proofs'))
    for (let i = Math.random(); i < this.#seating.size / REMINDERS; i++)
      this.#stale.set(this.#next('#reminders'), true)
    void this.#work()
  }

  #next(round: '#proofs' | '#reminders'): Party {
    const iterator = round === '#proofs' ? this.#proofs : this.#reminders
    const { value, done } = iterator.next()
    if (!done) return value
    const again = this.#seating.parties()
    if (round === '#proofs') this.#proofs = again
    else this.#reminders = again
    return again.next().value!
  }

  /** One at a time; what fails is tried again at the next step. */
  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    try {
      while (this.#asked.size > 0) {
        await this.#askSome()
        await new Promise(setImmediate)
      }
      // After a gap, the rest at the next steps.
      await this.#lookSome()
    } catch {
      // Storage is away: what is known now stays in force.
    } finally {
      this.#working = false
    }
  }

  async #askSome(): Promise<void> {
    const parties = [...this.#asked].slice(0, AT_ONCE)
    for (const party of parties) this.#asked.delete(party)
    const seats = parties.flatMap((party) => [...party.seats])
    const proofs = seats.map(({ proof }) => proof)
    try {
      const gone = await fallen(this.#domain, proofs)
      for (const seat of seats) if (gone.has(seat.proof)) seat.end()
    } catch (error) {
      for (const party of parties) this.#asked.add(party)
      throw error
    }
  }

  async #lookSome(): Promise<void> {
    const looking = [...this.#stale].slice(0, AT_ONCE)
    const parties = looking.map(([party]) => party)
    for (const party of parties) this.#stale.delete(party)
    const marks = new Map(parties.map((party) => [party, party.view.mark]))
    try {
      await this.#readViews(parties)
    } catch (error) {
      for (const [party, always] of looking) this.#stale.set(party, always || this.#stale.get(party) === true)
      throw error
    }
    const told = looking.filter(([party, always]) => always || party.view.mark !== marks.get(party))
    const spread = told.length < 20 ? 0 : STEP
    for (const [party] of told) this.#remind(party, Math.random() * spread)
  }

  async #readViews(parties: readonly Party[]): Promise<void> {
    if (parties.length === 0) return
    const people = parties.map(({ person }) => person)
    const asked = ++this.#asking
    const now = seconds(this.#domain.now())
    const views = await this.#domain.records.read((reader) => readViews(reader, people, now))
    for (const party of parties) this.#seating.show(party, views.get(party.person)!, asked)
  }
}
