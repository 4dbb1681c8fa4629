/** Something on the person’s own computer that bytes are read from again after a break. */
export interface Origin {
  /** The file, or the folder that was dropped and in which it lies. */
  readonly handle: FileSystemHandle
  /** Names from that folder to the file, its own last; none for the file itself. */
  readonly below: readonly string[]
}

export interface FileEntry {
  /** Names below where it is put, its own last. */
  readonly path: readonly string[]
  readonly file: File
  readonly origin?: Origin
}

/** What somebody brings in at once. */
export interface Entries {
  readonly files: readonly FileEntry[]
  /** Empty ones too, where the browser tells of them. */
  readonly folders: readonly (readonly string[])[]
}

export const NOTHING: Entries = { files: [], folders: [] }

const isEmpty = ({ files, folders }: Entries): boolean => files.length === 0 && folders.length === 0

/** Out of a field for files, or for a folder: then each file says where in it it lies. */
export function entriesOfFiles(files: Iterable<File>): Entries {
  const all = [...files].map((file) => ({
    file,
    path: (file.webkitRelativePath || file.name).split('/').filter((name) => name !== ''),
  }))
  return { files: all, folders: [] }
}

/** Asks up to 100 at a time until there are no more, as browsers want it. */
async function* membersOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader()
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return
    yield* some
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

interface Found {
  readonly files: FileEntry[]
  readonly folders: (readonly string[])[]
}

async function gather(
  entry: FileSystemEntry,
  above: readonly string[],
  origin: FileSystemHandle | undefined,
  found: Found,
): Promise<void> {
  const path = [...above, entry.name]
  if (entry.isDirectory) {
    found.folders.push(path)
    for await (const member of membersOf(entry as FileSystemDirectoryEntry))
      await gather(member, path, origin, found)
    return
  }
  const file = await fileOf(entry as FileSystemFileEntry)
  const kept = origin && { origin: { handle: origin, below: path.slice(1) } }
  found.files.push({ path, file, ...kept })
}

type Handled = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }

interface Taken {
  readonly entry: FileSystemEntry | null
  readonly file: File | null
  readonly handle: Promise<FileSystemHandle | null | undefined>
}

/** Only in the event itself do the items say what they are. */
const take = (item: Handled): Taken => ({
  entry: item.webkitGetAsEntry?.() ?? null,
  file: item.getAsFile(),
  handle: item.getAsFileSystemHandle?.().catch(() => undefined) ?? Promise.resolve(undefined),
})

/**
 * Out of a drop, files and whole folders. To be called in the event, before anything is awaited.
 * @throws what the browser says when something cannot be read.
 */
export function entriesOfTransfer(transfer: DataTransfer): Promise<Entries> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file').map(take)
  return read(items)
}

async function read(items: readonly Taken[]): Promise<Entries> {
  const found: Found = { files: [], folders: [] }
  for (const { entry, file, handle } of items) {
    if (entry !== null) await gather(entry, [], (await handle) ?? undefined, found)
    else if (file !== null) found.files.push({ path: [file.name], file })
  }
  return isEmpty(found) ? NOTHING : found
}

/** Pictures out of the clipboard are all called « image.png »: they are given the moment for a name. */
export function entriesOfPaste(transfer: DataTransfer, now: Date, word: string): Entries {
  const files = [...transfer.files]
  const stamp = `${now.toISOString().slice(0, 10)} ${now.toTimeString().slice(0, 8).replaceAll(':', '.')}`
  return {
    files: files.map((file) =>
      file.name === 'image.png' ? { file, path: [`${word} ${stamp}.png`] } : { file, path: [file.name] },
    ),
    folders: [],
  }
}
