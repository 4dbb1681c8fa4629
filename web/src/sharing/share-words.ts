import type { Share } from '@nuage/contract/api'
import { say } from '../words/say.ts'
import { endText } from './end.ts'
import { holds, type Kind, levelOf, SHARE } from './rights.ts'

/** What somebody was given, in words one after another. */
export function shareWords({ rights, download, expires }: Share, kind: Kind): string {
  const level = levelOf(rights, kind)
  const words = [
    say(level === undefined ? 'sharing.rights.chosen' : `sharing.rights.${level}`),
    ...(holds(rights, SHARE) ? [say('sharing.rights.reshare').toLowerCase()] : []),
    ...(download ? [] : [say('sharing.rights.no-download')]),
    ...(expires === null ? [] : [say('sharing.rights.until', { date: endText(expires) })]),
  ]
  return words.join(', ')
}
