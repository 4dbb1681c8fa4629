import type { FolderPage } from '@nuage/contract/api'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { mayKeep } from '../session/ended.ts'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'
import { canHash } from './bulk-body.ts'
import type { Entries } from './entries.ts'
import type { NewRow } from './event.ts'
import { wayTo } from './foresee.ts'
import { isSame, modifiedOf, rowOfKept, sourceOf } from './interrupted.ts'
import { Keeper } from './keep.ts'
import { mendLine } from './line.ts'
import { mendSession } from './mend-session.ts'
import { noteSent } from './note-sent.ts'
import { wayOf } from './plan.ts'
import { refreshWhileArriving } from './refresh.ts'
import { isSettled, rowOf } from './row.ts'
import { abandon } from './send-chunks.ts'
import { type Kept, Store } from './store.ts'
import { tellProgress } from './tell-progress.ts'
import { Transfers } from './transfers.ts'

/** The queue of this window: it lives as long as the window does, wherever one goes in the app. */
export const transfers = new Transfers()
const store = new Store(session().person.id)
const keeper = new Keeper(transfers, store)
mendLine(transfers)
mendSession(transfers)
refreshWhileArriving(transfers)
noteSent(transfers)
tellProgress(transfers)

window.addEventListener('beforeunload', (event) => {
  const waits = transfers.now.rows.some((row) => !isSettled(row) && row.stage !== 'unread')
  if (waits && mayKeep() && !keeper.hasAll()) event.preventDefault()
})

let deposits = 0

/** What a folder is called, from what is known of it or else by asking. */
async function nameOf(folder: number): Promise<string> {
  if (folder === session().root) return say('frame.files')
  const page = client.getQueryData<FolderPage>(keys.folder(folder))
  if (page !== undefined) return page.folder.name
  const way = await wayTo(folder).catch(() => [])
  return way.at(-1) ?? ''
}

/** Puts files and folders into the queue. @param folder id of the one they are to go to. */
export async function add({ files, folders }: Entries, folder: number): Promise<void> {
  const folderName = await nameOf(folder)
  const first = transfers.now.first + transfers.now.rows.length
  const hashes = canHash()
  const rows = files.map(({ path, file }): NewRow => {
    const { size } = file
    const whereto = { folder: path.slice(0, -1), name: path.at(-1)! }
    return { ...whereto, size, modified: modifiedOf(file), way: wayOf(size, hashes) }
  })
  for (const [at, { file, origin }] of files.entries())
    transfers.bring(first + at, { file, ...(origin && { origin }) })
  transfers.tell({ kind: 'added', deposit: ++deposits, folder, folderName, folders, rows })
}

export const leftBehind = (): Promise<Kept[]> => store.leftBehind()

/** Goes on with what another visit left behind. */
export async function resume(kept: readonly Kept[]): Promise<void> {
  const sources = new Map(await Promise.all(kept.map(async (one) => [one.key, await sourceOf(one)] as const)))
  const mine = await store.adopt(kept)
  for (const group of Map.groupBy(mine, ({ into }) => into).values()) {
    const first = transfers.now.first + transfers.now.rows.length
    for (const [at, { key }] of group.entries()) {
      const source = sources.get(key)
      if (source !== undefined) transfers.bring(first + at, source)
      keeper.knows(first + at, key)
    }
    const rows = group.map((one) => rowOfKept(one, sources.get(one.key) !== undefined))
    const { into: folder, intoName: folderName } = group[0]!
    transfers.tell({ kind: 'added', deposit: ++deposits, folder, folderName, folders: [], rows })
  }
}

/** Gives up what another visit left behind, also what the server holds of it. */
export async function giveUp(kept: readonly Kept[]): Promise<void> {
  const mine = await store.adopt(kept)
  await Promise.all(mine.map(({ upload }) => upload && abandon(upload)))
  await store.remove(mine.map(({ key }) => key))
}

/**
 * The person has chosen again what is to be sent.
 * @returns whether it is what is missing, by size and time.
 */
export function findAgain(files: Iterable<File>): boolean {
  const ids: number[] = []
  const missing = transfers.now.rows.filter(({ stage }) => stage === 'unread')
  for (const file of files) {
    const row = missing.find((one) => one.own === file.name && isSame(file, one) && !ids.includes(one.id))
    if (row === undefined) continue
    transfers.bring(row.id, { file })
    ids.push(row.id)
  }
  transfers.tell({ kind: 'found', ids })
  return ids.length > 0
}

/** Another try for a file that failed; what was changed meanwhile is read as it is now where that is possible. */
export function retry(ids: readonly number[]): void {
  transfers.tell({ kind: 'retried', ids: ids.filter((id) => rowOf(transfers.now, id)?.stage === 'failed') })
}
