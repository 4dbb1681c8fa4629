import { type Language, languages } from '@nuage/contract/words'
import type { Letter, Written } from '../../domain/mail/letter.ts'
import { dateFormat } from '../../vocabulary/formats.ts'
import { type Facts, sayIn } from './speech.ts'
import { escapeXml } from './xml/escape.ts'

/** A letter in words. */
export interface Composed {
  readonly subject: string
  readonly text: string
  /** The same for programs that show HTML: no picture, nothing from elsewhere. */
  readonly html: string
}

export interface Letterhead {
  /** The address of the instance, without a slash at its end. */
  readonly base: string
  /** The school's, an IANA name. */
  readonly timeZone: string
}

/** A language that we speak, for what an account or a browser calls a language. */
const spoken = (tag: string): Language =>
  languages.find((language) => language === tag.slice(0, 2).toLowerCase()) ?? languages[0]

interface Paragraph {
  readonly text: string
  /** Shown as what somebody said. */
  readonly quoted?: true
  readonly address?: true
}

/** In the words of whoever receives it. */
export function composeLetter(letter: Letter, { base, timeZone }: Letterhead): Composed {
  const language = spoken(letter.language)
  const { kind, facts } = letter
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
  return {
    subject: say(`mail.${kind}.subject`, words),
    text: `${lines.map(plain).join('\n\n')}\n`,
    html: page(language, lines),
  }
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
  return {
    subject: say('mail.security.subject'),
    text: `${lines.map(plain).join('\n\n')}\n`,
    html: page(language, lines),
  }
}

const plain = ({ text, quoted }: Paragraph): string =>
  quoted
    ? text
        .split(/\r?\n/)
        .map((line) => `> ${line}`)
        .join('\n')
    : text

const page = (language: Language, lines: readonly Paragraph[]): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body>${lines.map(marked).join('')}</body></html>`

function marked({ text, quoted, address }: Paragraph): string {
  const safe = escapeXml(text.replaceAll('\r\n', '\n')).replaceAll('\n', '<br>')
  if (quoted) return `<blockquote>${safe}</blockquote>`
  if (address) return `<p><a href="${safe}">${safe}</a></p>`
  return `<p>${safe}</p>`
}

const dateIn = (language: Language, timeZone: string, at: number): string =>
  dateFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at * 1000)
