import { mayKeep } from '../session/ended.ts'
import { UPLOADS as TABLE, uploadsOf } from '../session/kept.ts'
import type { Origin } from './entries.ts'
import type { Row } from './row.ts'

/** A file that was to be sent, as another visit finds it. */
export interface Kept
  extends Pick<Row, 'folder' | 'name' | 'own' | 'size' | 'modified' | 'way' | 'upload' | 'choice' | 'there'> {
  readonly key: string
  /** Whose it is: the name of the lock that its window holds. */
  readonly window: string
  readonly into: number
  readonly intoName: string
  /** What it is read from again; nothing for what is large and came out of a field. */
  readonly file: File | undefined
  readonly origin: Origin | undefined
  /** It may have arrived. */
  readonly doubtful: boolean
  /** Milliseconds since 1970. */
  readonly created: number
}

const LOCKS = 'nuage-deposits-'

/** Undefined where the browser keeps nothing, such as in some private windows. @param onClosed what was opened is no more */
function open(person: string, onClosed: () => void): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    try {
      const wish = indexedDB.open(uploadsOf(person), 1)
      wish.onupgradeneeded = () => wish.result.createObjectStore(TABLE, { keyPath: 'key' })
      wish.onsuccess = () => {
        // They sign out: what is kept is to be forgotten, and held by nobody.
        wish.result.onversionchange = () => {
          wish.result.close()
          onClosed()
        }
        resolve(wish.result)
      }
      wish.onerror = () => resolve(undefined)
      wish.onblocked = () => resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
}

const settled = <T>(wish: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    wish.onsuccess = () => resolve(wish.result)
    wish.onerror = () => reject(wish.error)
  })

const durable = (change: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    change.oncomplete = () => resolve()
    change.onerror = () => reject(change.error)
    change.onabort = () => reject(change.error)
  })

/**
 * What is still to be sent, kept in the browser beyond the window. A window holds a lock for as long as it lives; what
 * belongs to a window without one was left behind, and one other window may take it over.
 */
export class Store {
  readonly window = `${LOCKS}${crypto.randomUUID()}`
  readonly #person: string
  #opened: Promise<IDBDatabase | undefined> | undefined

  constructor(person: string) {
    this.#person = person
    void navigator.locks?.request(this.window, () => new Promise(() => {}))
  }

  async #open(): Promise<IDBDatabase | undefined> {
    // Without locks nobody could say what is another window’s: then nothing is kept.
    if (navigator.locks === undefined || !mayKeep()) return undefined
    this.#opened ??= open(this.#person, () => {
      this.#opened = undefined
    })
    return await this.#opened
  }

  async put(kept: readonly Kept[]): Promise<boolean> {
    const database = await this.#open()
    if (database === undefined) return false
    try {
      const change = database.transaction(TABLE, 'readwrite')
      for (const one of kept) change.objectStore(TABLE).put(one)
      await durable(change)
      return true
    } catch {
      // Full, or a handle that cannot be kept: it goes on without.
      return false
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    const database = await this.#open()
    if (database === undefined) return
    try {
      const change = database.transaction(TABLE, 'readwrite')
      for (const key of keys) change.objectStore(TABLE).delete(key)
      await durable(change)
    } catch {
      // What has arrived is found to be there when it is looked at again.
    }
  }

  /** What windows left behind that are closed by now. */
  async leftBehind(): Promise<Kept[]> {
    const database = await this.#open()
    if (database === undefined) return []
    const all = (await settled(database.transaction(TABLE).objectStore(TABLE).getAll())) as Kept[]
    if (all.length === 0) return []
    const { held = [] } = await navigator.locks.query()
    const living = new Set(held.map(({ name }) => name))
    return all.filter(({ window }) => !living.has(window))
  }

  /**
   * Makes what was left behind this window’s; two windows never get the same.
   * @returns what it got.
   */
  async adopt(kept: readonly Kept[]): Promise<Kept[]> {
    const got: Kept[] = []
    for (const [window, group] of Map.groupBy(kept, (one) => one.window))
      await navigator.locks.request(window, { ifAvailable: true }, async (lock) => {
        if (lock === null) return
        const mine = await this.#stillTheirs(group)
        if (await this.put(mine)) got.push(...mine)
      })
    return got
  }

  async #stillTheirs(group: readonly Kept[]): Promise<Kept[]> {
    const database = await this.#open()
    if (database === undefined) return []
    const table = database.transaction(TABLE).objectStore(TABLE)
    const found = await Promise.all(
      group.map(({ key }) => settled(table.get(key)) as Promise<Kept | undefined>),
    )
    return group
      .filter((one, at) => found[at]?.window === one.window)
      .map((one) => ({ ...one, window: this.window }))
  }
}
