import { Refusal } from '../../vocabulary/refusal.ts'

const LABEL_BYTES = 255
const NOTE_CHARACTERS = 4000

// What no XML can hold would be missing for some and not for others; PostgreSQL keeps no NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

/** What tells links of one thing apart. @throws Refusal `bad-request`. */
export function acceptLabel(text: string): string {
  const label = text.replace(UNFIT, '')
  if (Buffer.byteLength(label) > LABEL_BYTES)
    throw new Refusal('bad-request', 'share-label', { facts: { length: LABEL_BYTES } })
  return label
}

/** What is said to the recipient. @throws Refusal `bad-request`. */
export function acceptNote(text: string): string {
  const note = text.replace(UNFIT, '')
  if (note.length > NOTE_CHARACTERS)
    throw new Refusal('bad-request', 'share-note', { facts: { length: NOTE_CHARACTERS } })
  return note
}
