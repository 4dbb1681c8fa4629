import { type Language, languages } from '@nuage/contract/words'
import { dateFormat } from '../../vocabulary/formats.ts'
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
export const spoken = (tag: string): Language =>
  languages.find((language) => language === tag.slice(0, 2).toLowerCase()) ?? languages[0]

export interface Paragraph {
  readonly text: string
  /** Shown as what somebody said. */
  readonly quoted?: true
  readonly address?: true
}

export const composed = (language: Language, subject: string, lines: readonly Paragraph[]): Composed => ({
  subject,
  text: `${lines.map(plain).join('\n\n')}\n`,
  html: page(language, lines),
})

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

export const dateIn = (language: Language, timeZone: string, at: number): string =>
  dateFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at * 1000)
