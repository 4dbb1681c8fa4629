import { randomBytes } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** The largest multiple of the alphabet below 256: bytes above it would favour some letters. */
const FAIR = 256 - (256 % LETTERS.length)

/** Unguessable, `A-Z a-z 0-9`, 5.95 bits a character. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length))
      if (byte < FAIR && text.length < length) text += LETTERS[byte % LETTERS.length]
  return text
}
