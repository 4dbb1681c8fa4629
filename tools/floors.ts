/** The floors of the server, from the roof down, and the rooms beside it. */
export const floors = ['runtime', 'protocols', 'domain', 'storage', 'vocabulary'] as const

export type Floor = (typeof floors)[number]

export type Room =
  | { readonly kind: 'floor'; readonly floor: Floor; readonly below: string }
  | { readonly kind: 'contract' | 'web' | 'outside' }

/** @param path from the root of the project, with forward slashes */
export function roomOf(path: string): Room {
  const server = /^server\/src\/([^/]+)\/(.+)$/.exec(path)
  const floor = floors.find((name) => name === server?.[1])
  if (floor) return { kind: 'floor', floor, below: server![2]! }
  if (path.startsWith('contract/src/')) return { kind: 'contract' }
  if (path.startsWith('web/')) return { kind: 'web' }
  return { kind: 'outside' }
}

/** What an import leads to: a file of ours by its path from the root, a module of Node, or a package. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string }

export interface Import {
  readonly from: string
  readonly line: number
  readonly specifier: string
  readonly typeOnly: boolean
  /** Whether it is `import()`: its file is fetched when it is wanted, as a chunk of its own. */
  readonly lazy: boolean
  readonly target: Target
}
