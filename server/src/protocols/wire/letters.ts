import type { Language } from '@nuage/contract/words'
import type { Sendable, Written } from '../../domain/mail/letter.ts'
import { accountLetter } from './account-letters.ts'
import { type Composed, composed, dateIn, type Letterhead, type Paragraph, spoken } from './letter-text.ts'
import { type Facts, sayIn } from './speech.ts'

export type { Composed, Letterhead }

/** In the words of whoever receives it. */
export function composeLetter(letter: Sendable, { base, timeZone }: Letterhead): Composed {
  const language = spoken(letter.language)
  const { kind, facts } = letter
  if (kind === 'account') return accountLetter(language, facts, { base, timeZone })
  if (kind === 'security') return securityLetter(language, facts, { base, timeZone })
  const { sharer, item, note, ends, folder } = facts
  const say = sayIn(language)
  const words: Facts = { sharer, item }
  const drop = kind === 'link' && facts.drop
  const opening = drop ? 'mail.link.box' : (`mail.${kind}.${folder ? 'folder' : 'file'}` as const)
  const lines: Paragraph[] = [{ text: say(opening, words) }]
  if (note !== '') lines.push({ text: say('mail.note', words) }, { text: note, quoted: true })
  const address = kind === 'link' ? `${base}/s/${facts.token}` : `${base}/f/${facts.node}`
  lines.push({ text: say(drop ? 'mail.open-box' : 'mail.open') }, { text: address, address: true })
  if (kind === 'link' && facts.password) lines.push({ text: say('mail.password', words) })
  if (ends !== null) lines.push({ text: say('mail.ends', { date: dateIn(language, timeZone, ends) }) })
  lines.push({ text: say(`mail.${kind}.closing`, words) })
  return composed(language, say(`mail.${kind}.subject`, words), lines)
}

/** That what protects an account changed, and what to do for whoever did not change it. */
function securityLetter(
  language: Language,
  { change, name, place, at }: Written['security'],
  { base, timeZone }: Letterhead,
): Composed {
  const say = sayIn(language)
  const lines: Paragraph[] = [
    { text: say('mail.security.greeting', { name }) },
    { text: say(`security.${change}`) },
    { text: say('mail.security.when', { date: dateIn(language, timeZone, at) }) },
    ...(place === '' ? [] : [{ text: say('security.from', { place }) }]),
    { text: say('security.not-you') },
    { text: `${base}/settings/security`, address: true },
  ]
  return composed(language, say('mail.security.subject'), lines)
}
