import type { Notification } from '@nuage/contract/api'
import { boxPath } from '../address/go.ts'
import { path } from '../session/session.ts'
import { type Facts, say, sentence } from '../words/say.ts'

/** What is said of it, in the language of the app; `count` chooses the form where there is one. */
export function sentenceOf({ kind, facts }: Notification): string {
  const said: Record<string, string | number> = {}
  for (const [name, fact] of Object.entries(facts))
    if (typeof fact === 'string' || typeof fact === 'number') said[name] = fact
  const count = facts.count ?? facts.days
  const filled: Facts = typeof count === 'number' ? { ...said, count } : said
  const which = kind === 'security-changed' ? `${kind}-${facts.change}` : kind
  return sentence(`notifications.says.${which}`, filled) ?? say('notifications.says.other')
}

/** Where it leads, if it is about something that can be gone to. */
export function addressOf({ kind, facts }: Notification): string | undefined {
  if (kind === 'deposit-received' && typeof facts.share === 'number') return path(boxPath(facts.share))
  // Nothing is there to be seen before it was taken.
  if (facts.pending === true || typeof facts.node !== 'number') return undefined
  return path(`/f/${facts.node}`)
}
