import type { Link } from '@nuage/contract/api'
import { say } from '../words/say.ts'

/** What tells it from other links of the same item. */
export const linkName = ({ label, to, box }: Link): string =>
  label ||
  (to !== null ? say('sharing.link.for', { name: to }) : say(box ? 'sharing.link.box' : 'sharing.link.name'))

/** How often it was used. */
export function usesOf({ views, downloads }: Link): string {
  if (views === 0 && downloads === 0) return say('sharing.link.unused')
  const words = [say('sharing.link.views', { count: views })]
  if (downloads > 0) words.push(say('sharing.link.downloads', { count: downloads }))
  return words.join(', ')
}
