import type { Deposit, Row } from './row.ts'
import { isSettled, rowOf } from './row.ts'
import type { Kept, Store } from './store.ts'
import type { Transfers } from './transfers.ts'

/** What is sent within so many milliseconds is never written down: that would take longer than to send it. */
const SOON = 3_000
/** Bytes: a browser copies what it keeps, and a disk has its limits. */
const LARGEST = 20 * 1024 * 1024
const MOST = 200 * 1024 * 1024

/** Keeps what waits in the browser, for another visit, and forgets what has arrived. */
export class Keeper {
  readonly #transfers: Transfers
  readonly #store: Store
  /** Keys of what is kept, by row. */
  readonly #keys = new Map<number, string>()
  /** As it was written last. */
  readonly #written = new Map<number, Row>()
  #copied = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #busy: Promise<void> = Promise.resolve()

  constructor(transfers: Transfers, store: Store) {
    this.#transfers = transfers
    this.#store = store
    transfers.onEvent((event) => {
      const { kind } = event
      if (kind === 'moved') return
      if (kind === 'session' && event.alive) this.#writeAnew()
      // An upload that the server holds chunks of is worth being known at once.
      this.#soon(kind === 'opened' ? 0 : SOON)
    })
  }

  /** It is kept already, from another visit. */
  knows(id: number, key: string): void {
    this.#keys.set(id, key)
  }

  /** Whether all that is still to come would be found again if the window were closed now. */
  hasAll = (): boolean =>
    this.#transfers.now.rows.every(
      (row) => isSettled(row) || (this.#keys.has(row.id) && this.#written.has(row.id)),
    )

  /** They may have signed out in another window meanwhile: nothing is kept any more. */
  #writeAnew(): void {
    this.#written.clear()
    this.#copied = 0
  }

  #soon(wait: number): void {
    if (this.#timer !== undefined) {
      if (wait > 0) return
      clearTimeout(this.#timer)
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#busy = this.#busy.then(() => this.#write())
    }, wait)
  }

  async #write(): Promise<void> {
    const { rows, deposits } = this.#transfers.now
    const byId = new Map(deposits.map((deposit) => [deposit.id, deposit]))
    const fresh: [Row, Kept][] = []
    for (const row of rows) {
      if (isSettled(row) || this.#isWritten(row)) continue
      const kept = this.#kept(row, byId.get(row.deposit))
      if (kept !== undefined) fresh.push([row, kept])
    }
    if (fresh.length > 0 && (await this.#store.put(fresh.map(([, kept]) => kept))))
      for (const [row, { key }] of fresh) {
        this.#keys.set(row.id, key)
        this.#written.set(row.id, row)
      }
    await this.#forget()
  }

  #isWritten(row: Row): boolean {
    const last = this.#written.get(row.id)
    return (
      last !== undefined &&
      last.name === row.name &&
      last.upload === row.upload &&
      last.choice === row.choice &&
      last.there === row.there
    )
  }

  #kept(row: Row, deposit: Deposit | undefined): Kept | undefined {
    const source = this.#transfers.sourceOf(row.id)
    if (deposit === undefined || source === undefined) return undefined
    const { folder, name, own, size, modified, way, upload, choice, there } = row
    const origin = source.origin
    const copies = origin === undefined && size <= LARGEST && this.#copied + size <= MOST
    if (copies) this.#copied += size
    return {
      ...{ folder, name, own, size, modified, way, upload, choice, there, origin },
      ...{ key: this.#keys.get(row.id) ?? crypto.randomUUID(), window: this.#store.window },
      ...{ into: deposit.folder, intoName: deposit.folderName, created: Date.now(), doubtful: true },
      file: copies ? source.file : undefined,
    }
  }

  async #forget(): Promise<void> {
    const { now } = this.#transfers
    const gone: string[] = []
    for (const [id, key] of this.#keys) {
      const row = rowOf(now, id)
      if (row !== undefined && (!isSettled(row) || row.stage === 'failed')) continue
      gone.push(key)
      this.#keys.delete(id)
      this.#written.delete(id)
    }
    if (gone.length > 0) await this.#store.remove(gone)
  }
}
