/** A text, and how it was written down, so that it can be written the same way again. */
export interface Text {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  /** It began with a byte order mark. */
  readonly marked: boolean
  readonly lineEnd: '\n' | '\r\n'
}

const MARK = '\ufeff'

/** What cannot be text: no program writes this byte in one. */
const hasZero = (bytes: Uint8Array): boolean => bytes.subarray(0, 64 * 1024).includes(0)

function encodingOf(bytes: Uint8Array, isCut: boolean): Text['encoding'] | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (hasZero(bytes)) return undefined
  try {
    // A letter that is cut in two at the end of what was fetched is no mistake.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** @param isCut more follows than was fetched. @returns undefined for what is no text. */
export function decode(bytes: Uint8Array, isCut = false): Text | undefined {
  const encoding = encodingOf(bytes, isCut)
  if (encoding === undefined) return undefined
  const whole = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes, { stream: isCut })
  const marked = whole.startsWith(MARK)
  const text = marked ? whole.slice(1) : whole
  const lineEnd = /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n'
  return { text, encoding, marked, lineEnd }
}

/**
 * What is saved: with the line ends and the mark it had. In UTF-8 always, since no other can hold all that is typed.
 * @param text with `\n`.
 */
export const encode = (text: string, { marked, lineEnd }: Pick<Text, 'marked' | 'lineEnd'>): Uint8Array =>
  new TextEncoder().encode((marked ? MARK : '') + (lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)))

/** All line ends as one. */
export const evened = (text: string): string => text.replace(/\r\n?/g, '\n')
