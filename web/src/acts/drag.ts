import type { ListHandle } from '../list/listed.ts'
import type { Row } from '../list/rows.ts'
import { say } from '../words/say.ts'
import { type Destination, relocate } from './relocate.tsx'
import { mayCreateIn, mayHave, mayLeave } from './rights.ts'

/** Marks what is dragged as ours; what it is cannot be read before it is dropped, so it is kept here. */
export const ITEMS = 'application/x-nuage-items'

export interface Dragged {
  readonly rows: readonly Row[]
  readonly list: ListHandle
}

let dragged: Dragged | null = null

export const draggedRows = (): readonly Row[] => dragged?.rows ?? []

export function startDrag(rows: readonly Row[], list: ListHandle, transfer: DataTransfer): void {
  dragged = { rows, list }
  // A row that went with its list while it was dragged is not told of the end.
  document.addEventListener('pointerdown', endDrag, { once: true, capture: true })
  transfer.effectAllowed = 'all'
  transfer.setData(ITEMS, JSON.stringify(rows.map(({ id, parent }) => ({ id, from: parent }))))
  const [first] = rows
  const words = rows.length === 1 ? first!.name : say('list.items', { count: rows.length })
  transfer.setDragImage(imageOf(words), -12, -12)
}

export const endDrag = (): void => {
  dragged = null
}

/** For what takes them in, once. */
export function takeDragged(): Dragged | null {
  const taken = dragged
  dragged = null
  return taken
}

/** A label at the pointer, which the browser takes a picture of. */
function imageOf(words: string): HTMLElement {
  const image = document.createElement('div')
  image.textContent = words
  image.className = 'drag-image'
  document.body.append(image)
  setTimeout(() => image.remove())
  return image
}

export interface DropPlace extends Destination {
  readonly rights?: number
}

/** What a drop there would do; undefined where it may not be. With Ctrl it copies. */
export function dropEffect(to: DropPlace, { ctrlKey, altKey }: DragEvent): 'move' | 'copy' | undefined {
  if (dragged === null || (to.rights !== undefined && !mayCreateIn({ rights: to.rights }))) return undefined
  const { rows } = dragged
  if (rows.some(({ id }) => id === to.id)) return undefined
  if (ctrlKey || altKey || !rows.every(mayLeave)) return rows.every(mayHave) ? 'copy' : undefined
  return rows.every(({ parent }) => parent === to.id) ? undefined : 'move'
}

export async function dropOnto(to: DropPlace, event: DragEvent): Promise<void> {
  const effect = dropEffect(to, event)
  if (effect === undefined || dragged === null) return
  const { rows, list } = dragged
  dragged = null
  await relocate({ list }, { rows, to, copy: effect === 'copy' })
}
