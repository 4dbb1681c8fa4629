import type { Link } from '@nuage/contract/api'
import { say } from '../words/say.ts'
import { endText } from './end.ts'
import { CHANGE, CREATE, DELETE, type Kind, READ } from './rights.ts'

type Allowed = Pick<Link, 'rights' | 'download' | 'password' | 'expires' | 'ended'>

function whatOf({ rights, download }: Allowed, kind: Kind): string {
  if ((rights & READ) === 0) return say('sharing.says.drop')
  if ((rights & (CHANGE | CREATE | DELETE)) === 0)
    return say(download ? 'sharing.says.read' : 'sharing.says.read-only')
  if (kind === 'file') return say(download ? 'sharing.says.edit' : 'sharing.says.edit-only')
  return say(download ? 'sharing.says.change' : 'sharing.says.change-only')
}

/** What a link allows, to whom and until when, in one sentence. @param now seconds. */
export function linkSentence(link: Allowed, kind: Kind, now?: number, zone?: string): string {
  const date = link.expires === null ? '' : endText(link.expires, now, zone)
  if (link.ended) return say('sharing.says.ended', { date })
  const who = say(link.password ? 'sharing.says.with-password' : 'sharing.says.anybody')
  const facts = { who, what: whatOf(link, kind), date }
  return say(link.expires === null ? 'sharing.says.for-ever' : 'sharing.says.until', facts)
}
