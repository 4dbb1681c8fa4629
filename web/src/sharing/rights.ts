/** Bits of the mask of rights, as the API tells it. */
export const READ = 1
export const CHANGE = 2
export const CREATE = 4
export const DELETE = 8
export const SHARE = 16
export const ORIGINAL = 32

const MADE = CHANGE | CREATE | DELETE

export type Kind = 'file' | 'folder'
/** Rights in plain words; the rest are combinations that other programs made. */
export type Level = 'view' | 'add' | 'edit'

export const levelsOf = (kind: Kind): readonly Level[] =>
  kind === 'folder' ? ['view', 'add', 'edit'] : ['view', 'edit']

/** Without the right to share on. */
export function rightsOfLevel(level: Level, kind: Kind): number {
  if (level === 'view') return READ
  if (kind === 'file') return READ | CHANGE
  return level === 'add' ? READ | CREATE : READ | MADE
}

export function levelOf(rights: number, kind: Kind): Level | undefined {
  const made = kind === 'file' ? rights & CHANGE : rights & MADE
  return levelsOf(kind).find((level) => (rightsOfLevel(level, kind) & ~READ) === made)
}

export const holds = (held: number, wanted: number): boolean => (held & wanted) === wanted
