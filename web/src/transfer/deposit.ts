import { fetchPart } from '../api/part.ts'
import { choose } from './choose.ts'
import { type Entries, entriesOfFiles } from './entries.ts'
import { sizeUp } from './size-up.ts'
import { want } from './wanted.ts'

/** Puts files and folders into the queue, which sends them. @param folder id of the folder they go to. */
export async function deposit(entries: Entries, folder: number): Promise<void> {
  if (entries.files.length === 0 && entries.folders.length === 0) return
  want()
  const [{ add }] = await Promise.all([fetchPart(() => import('./here.ts')), sizeUp(entries.files)])
  await add(entries, folder)
}

/** Lets the person choose files. To be called while a click or a key is answered. */
export const chooseFiles = async (folder: number): Promise<void> =>
  deposit(entriesOfFiles(await choose('files')), folder)

/** Likewise a folder, with all that is in it but empty folders, which browsers do not tell of. */
export const chooseFolder = async (folder: number): Promise<void> =>
  deposit(entriesOfFiles(await choose('folder')), folder)
