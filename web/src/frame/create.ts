import { fetchPart } from '../api/part.ts'
import type { LucideIcon } from '../look/icon.tsx'

/** One line of the menu **+**: features give theirs in a file `create.ts` or `create.tsx`, as `creations`. */
export interface Creation {
  readonly name: string
  label(): string
  readonly icon: LucideIcon
  /** Where it stands among the others: uploads 10, 20; new things 30, 40; the box 50. */
  readonly order: number
  readonly keys?: string
  /** @param folder id of the folder that it comes into. */
  do(folder: number): void | Promise<void>
}

const files = import.meta.glob<{ readonly creations: readonly Creation[] }>([
  '../*/create.{ts,tsx}',
  '!../frame/create.ts',
])

let known: Promise<readonly Creation[]> | undefined

export const hasCreations = Object.keys(files).length > 0

/** All lines, in their order. @throws LineLost. */
export function loadCreations(): Promise<readonly Creation[]> {
  known ??= fetchPart(() => Promise.all(Object.values(files).map((load) => load()))).then(
    (modules) => modules.flatMap(({ creations }) => creations).toSorted((a, b) => a.order - b.order),
    (error) => {
      known = undefined
      throw error
    },
  )
  return known
}
