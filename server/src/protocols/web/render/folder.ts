import type { FolderPage, Members } from '@nuage/contract/api'
import type { Entry, Page } from '../../../domain/files/list.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { detailsOf, isDrawn, lockOn, ownerOf, type Shown, sharedWith, tagRef } from './item.ts'

/** So much of an etag tells one state of a file from the next. */
const STAMP = 8

/** Places for the values of a column that has few different ones. */
class Dictionary {
  readonly values: string[] = []
  readonly #places = new Map<string, number>()

  placeOf(value: string): number {
    let place = this.#places.get(value)
    if (place === undefined) {
      place = this.values.length
      this.values.push(value)
      this.#places.set(value, place)
    }
    return place
  }
}

export function folderPage(shown: Shown, page: Page): FolderPage {
  const { members } = page
  const { facets } = shown
  const mimes = new Dictionary()
  const entries = columnsOf(shown, members, mimes)
  const having = <T>(values: { has(id: number): boolean }, mark: (id: number) => T): T[] =>
    members.flatMap(({ node }) => (values.has(node.id) ? [mark(node.id)] : []))
  const tags = new Map(
    having(facets.tags, (id) => facets.tags.get(id)!)
      .flat()
      .map((tag) => [tag.id, tagRef(tag)]),
  )
  return {
    folder: detailsOf(shown, page),
    entries,
    mimes: mimes.values,
    favourites: having(facets.favourites, (id) => id),
    received: members
      .filter(({ isMountRoot }) => isMountRoot)
      .map(({ node }) => ({ id: node.id, owner: ownerOf(shown, node.space), space: node.space })),
    shared: having(facets.shares, (id) => ({ id, with: sharedWith(shown, id) })),
    locked: having(facets.locks, (id) => ({ id, lock: lockOn(shown, id)! })),
    tags: [...tags.values()],
    tagged: having(facets.tags, (id) => ({ id, tags: facets.tags.get(id)!.map((tag) => tag.id) })),
    commented: having(facets.comments, (id) => ({ id, ...facets.comments.get(id)! })),
  }
}

function columnsOf(shown: Shown, members: readonly Entry[], mimes: Dictionary): Members {
  const columns: Members = {
    ...{ id: [], name: [], folder: [], size: [], modified: [] },
    ...{ mime: [], stamp: [], rights: [], preview: [] },
  }
  for (const entry of members) {
    const { node } = entry
    columns.id.push(node.id)
    columns.name.push(entry.name)
    columns.folder.push(node.kind === FOLDER ? 1 : 0)
    columns.size.push(node.size)
    columns.modified.push(node.mtime)
    columns.mime.push(mimes.placeOf(node.mime))
    columns.stamp.push(entry.etag.slice(0, STAMP))
    columns.rights.push(entry.permissions)
    columns.preview.push(isDrawn(shown, entry) ? 1 : 0)
  }
  return columns
}
