import { Clock, Folder, Inbox, Link2, type LucideIcon, Share2, Star, Tag, Trash2, Users } from 'lucide-react'
import { PLACES } from '../address/places.ts'
import { hasScreen } from '../address/screens.ts'
import { say } from '../words/say.ts'

export interface NavigationPlace {
  readonly path: string
  readonly icon: LucideIcon
  name(): string
  /** Where there is little room. */
  short?(): string
}

const ALL: readonly NavigationPlace[] = [
  { path: '/files', icon: Folder, name: () => say('frame.files'), short: () => say('frame.files-short') },
  { path: '/recent', icon: Clock, name: () => say('frame.recent') },
  { path: '/favourites', icon: Star, name: () => say('frame.favourites') },
  { path: '/shared', icon: Users, name: () => say('frame.shared-with-me') },
  { path: '/shared/by-me', icon: Share2, name: () => say('frame.shared-by-me') },
  { path: '/links', icon: Link2, name: () => say('frame.links') },
  { path: '/boxes', icon: Inbox, name: () => say('frame.boxes') },
  { path: '/tags', icon: Tag, name: () => say('frame.tags') },
  { path: '/trash', icon: Trash2, name: () => say('frame.trash') },
]

/** What the navigation leads to. */
export const NAVIGATION = ALL.filter(
  ({ path }) => path === '/files' || hasScreen(PLACES[path as keyof typeof PLACES]),
)

/** Whether somebody who is at an address is in a place: of two that fit, the one that is named more closely. */
export function isAt(path: string, at: string): boolean {
  const fits = (one: string): boolean => at === one || at.startsWith(`${one}/`)
  return fits(path) && !NAVIGATION.some((other) => other.path.length > path.length && fits(other.path))
}
