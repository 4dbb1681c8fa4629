import type { Panel } from '../address/search.ts'
import type { ListHandle } from '../list/listed.ts'
import type { Row } from '../list/rows.ts'
import type { LucideIcon } from '../look/icon.tsx'

/** Parts of a menu, from above; what belongs together stands together. */
export const SECTIONS = ['see', 'share', 'change', 'place', 'end'] as const
export type Section = (typeof SECTIONS)[number]

/** The folder that is on the screen; lists that gather from everywhere have none. */
export interface Here {
  readonly id: number
  readonly name: string
  readonly rights: number
  /** Names from one’s root to it, its own included. */
  readonly way: readonly string[]
}

/** What acts ask of the screen they are done on. */
export interface Surface {
  readonly list: ListHandle
  /** Opens it: a folder as the next screen, a file in the viewer. */
  open(row: Row): void
  /** A field in place of its name. */
  rename(row: Row): void
  /** What is known of an item, at the side of the screen. */
  panel(panel: Panel, item: number): void
  /** Goes to an address of the app. */
  go(to: string): void
}

export interface ActContext extends Surface {
  readonly items: readonly Row[]
  readonly folder: Here | undefined
  readonly from: 'menu' | 'key' | 'bar' | 'row'
}

export interface Shortcut {
  /** As it is shown, such as `F2`. */
  readonly keys: () => string
  is(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): boolean
}

/** One thing that can be done; the menus, the keys and the bar of what is selected all ask the same table. */
export interface Act {
  readonly name: string
  readonly section: Section
  readonly icon: LucideIcon
  readonly shortcut?: Shortcut
  readonly danger?: boolean
  /** It is also a button: at the end of each row, on the bar of what is selected. */
  readonly button?: { readonly row?: boolean; readonly bar?: boolean }
  label(context: ActContext): string
  when(context: ActContext): boolean
  do(context: ActContext): Promise<void> | void
}
