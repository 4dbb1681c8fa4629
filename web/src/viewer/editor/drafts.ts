import { mayKeep } from '../../session/ended.ts'
import { DRAFTS, draftsOf } from '../../session/kept.ts'
import { session } from '../../session/session.ts'

/** What was typed and not saved yet. */
export interface Draft {
  /** Id of the file. */
  readonly item: number
  readonly text: string
  /** Of what the text was made from. */
  readonly etag: string
  /** Milliseconds. */
  readonly kept: number
}

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(draftsOf(session().person.id), 1)
    request.onupgradeneeded = () => request.result.createObjectStore(DRAFTS, { keyPath: 'item' })
    request.onsuccess = () => {
      // Another page signs out, or is newer: the next draft opens it again.
      request.result.onversionchange = () => {
        request.result.close()
        opened = undefined
      }
      done(request.result)
    }
    request.onerror = () => fail(request.error)
  })
  return opened
}

async function use<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | undefined> {
  try {
    const database = await open()
    return await new Promise((done, fail) => {
      const request = act(database.transaction(DRAFTS, mode, { durability: 'strict' }).objectStore(DRAFTS))
      request.onsuccess = () => done(request.result)
      request.onerror = () => fail(request.error)
    })
  } catch {
    // Browsers that keep nothing, in private windows: the text is still in the page.
    opened = undefined
    return undefined
  }
}

export const keepDraft = async (draft: Draft): Promise<boolean> =>
  mayKeep() && (await use('readwrite', (store) => store.put(draft))) !== undefined

export const readDraft = (item: number): Promise<Draft | undefined> =>
  use<Draft | undefined>('readonly', (store) => store.get(item))

export const dropDraft = (item: number): Promise<undefined> =>
  use<undefined>('readwrite', (store) => store.delete(item))
