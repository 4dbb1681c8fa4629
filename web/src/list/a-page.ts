import type { FolderPage } from '@nuage/contract/api'

/** A folder’s page for tests: files of these names, numbered from 1, in folder 100. */
export function aPage(names: readonly string[], more: Partial<FolderPage> = {}): FolderPage {
  const fill = <T>(value: T): T[] => names.map(() => value)
  const way = [{ id: 99, name: '' }]
  return {
    folder: { ...folder, way, id: 100, name: 'Cours' },
    entries: {
      id: names.map((_, at) => at + 1),
      name: [...names],
      folder: names.map((name) => (name.includes('.') ? 0 : 1)),
      ...{ size: fill(10), modified: fill(1000), mime: fill(0), stamp: fill('abcdef01') },
      ...{ rights: fill(63), preview: fill(0) },
    },
    mimes: ['text/plain'],
    ...{ favourites: [], received: [], shared: [], locked: [], tags: [], tagged: [], commented: [] },
    ...more,
  }
}

const folder: Omit<FolderPage['folder'], 'id' | 'name' | 'way'> = {
  ...{ parent: 99, space: 1, kind: 'folder', size: 0, modified: 0, mime: '', etag: 'e', rights: 63 },
  ...{ owner: null, received: false, shared: [], favourite: false, lock: null, preview: false, tags: [] },
  ...{ comments: { all: 0, unread: 0 }, created: null, uploaded: null, checksums: [], contains: null },
}
