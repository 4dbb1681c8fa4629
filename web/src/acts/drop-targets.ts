import { folderPath } from '../address/go.ts'
import { path, session } from '../session/session.ts'
import { openTags } from '../tags/act.tsx'
import { type DropPlace, draggedRows, dropEffect, dropOnto, takeDragged } from './drag.ts'
import { mark } from './favourite.ts'
import { removeAsking } from './remove.tsx'
import { mayChange, mayLeave } from './rights.ts'
import { tellFailure } from './tell.ts'

/** Somewhere that takes in rows, outside of the list. */
export interface DropTarget {
  /** What a drop there would do; undefined where it may not be. */
  over(event: DragEvent): 'move' | 'copy' | 'link' | undefined
  drop(event: DragEvent): void
}

const folder = (to: DropPlace): DropTarget => ({
  over: (event) => dropEffect(to, event),
  drop: (event) => void dropOnto(to, event),
})

const favourites: DropTarget = {
  over: () => (draggedRows().some(({ favourite }) => !favourite) ? 'link' : undefined),
  drop: () => void mark(takeDragged()?.rows ?? [], true),
}

const tags: DropTarget = {
  over: () => (draggedRows().length > 0 && draggedRows().every(mayChange) ? 'link' : undefined),
  drop() {
    const dragged = takeDragged()
    if (dragged !== null) openTags({ items: dragged.rows, list: dragged.list }).catch(tellFailure)
  },
}

const trash: DropTarget = {
  over: () => (draggedRows().length > 0 && draggedRows().every(mayLeave) ? 'move' : undefined),
  drop() {
    const dragged = takeDragged()
    if (dragged !== null) void removeAsking({ items: dragged.rows, list: dragged.list })
  },
}

const PLACES: Readonly<Record<string, () => DropTarget>> = {
  '/files': () => folder({ id: session().root, name: '' }),
  '/favourites': () => favourites,
  '/tags': () => tags,
  '/trash': () => trash,
}

export interface Aimed {
  readonly element: HTMLElement
  readonly target: DropTarget
}

/** What lies under the pointer: a folder that is named there, such as in the breadcrumbs, or a place of the navigation. */
export function targetAt(under: EventTarget | null): Aimed | null {
  if (!(under instanceof Element)) return null
  const element = under.closest<HTMLElement>('[data-folder], [data-place]')
  if (element === null) return null
  const { folder: id, place = '' } = element.dataset
  if (id !== undefined)
    return { element, target: folder({ id: Number(id), name: element.textContent?.trim() ?? '' }) }
  const target = PLACES[place]?.()
  return target === undefined ? null : { element, target }
}

/** Places that show folders; others do something with what is dropped onto them. */
const OPENING: ReadonlySet<string> = new Set(['/files', '/recent', '/shared', '/shared/by-me'])

/** Where one comes to by holding what is dragged above what lies under the pointer. */
export function opensAt(under: EventTarget | null): string | undefined {
  if (!(under instanceof Element) || draggedRows().length === 0) return undefined
  const { folder: id, place } = under.closest<HTMLElement>('[data-folder], [data-place]')?.dataset ?? {}
  const to = id !== undefined ? folderPath(Number(id)) : place
  if (to === undefined || (id === undefined && !OPENING.has(to))) return undefined
  return location.pathname === path(to) ? undefined : to
}
