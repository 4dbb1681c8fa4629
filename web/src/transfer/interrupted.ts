import type { NewRow } from './event.ts'
import type { Kept } from './store.ts'
import type { Source } from './transfers.ts'

type Asked = FileSystemHandle & {
  queryPermission?(wish: { mode: 'read' }): Promise<PermissionState>
  requestPermission?(wish: { mode: 'read' }): Promise<PermissionState>
}

const isAllowed = async (handle: Asked): Promise<boolean> =>
  (await handle.queryPermission?.({ mode: 'read' })) === 'granted' ||
  (await handle.requestPermission?.({ mode: 'read' })) === 'granted'

async function reach(handle: FileSystemHandle, below: readonly string[]): Promise<File> {
  let here = handle
  for (const [at, name] of below.entries()) {
    const folder = here as FileSystemDirectoryHandle
    here = at === below.length - 1 ? await folder.getFileHandle(name) : await folder.getDirectoryHandle(name)
  }
  return await (here as FileSystemFileHandle).getFile()
}

/** Seconds since 1970. */
export const modifiedOf = (file: File): number => Math.floor(file.lastModified / 1000)

/** The bytes that were to be sent, and no others. */
export const isSame = (file: File, { size, modified }: Pick<Kept, 'size' | 'modified'>): boolean =>
  file.size === size && modifiedOf(file) === modified

/**
 * What is read from again; undefined when the person has to choose it once more. To be called while a click is
 * answered: the browser may have to ask.
 */
export async function sourceOf({ file, origin, size, modified }: Kept): Promise<Source | undefined> {
  if (file !== undefined) return { file }
  if (origin === undefined) return undefined
  try {
    if (!(await isAllowed(origin.handle))) return undefined
    const found = await reach(origin.handle, origin.below)
    return isSame(found, { size, modified }) ? { file: found, origin } : undefined
  } catch {
    return undefined
  }
}

/** As a row of the queue. @param hasSource whether its bytes are at hand. */
export const rowOfKept = (kept: Kept, hasSource: boolean): NewRow => {
  const { folder, name, own, size, modified, way, choice, there, upload, doubtful } = kept
  const stage = hasSource ? ('planned' as const) : ('unread' as const)
  return { folder, name, size, modified, way, known: { stage, own, choice, there, upload, doubtful } }
}
