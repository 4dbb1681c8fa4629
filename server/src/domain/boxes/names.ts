import { acceptName, markedName } from '../../vocabulary/node-name.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

const LONGEST_NAME = 100

/**
 * What must not stand in a name because it makes it look like another: control signs, marks and overrides of the
 * direction of writing, signs without width. The joiners that hold emoji and some scripts together stay.
 */
const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/gu
/** What Windows cannot hold, and what separates folders elsewhere: the owner's computer gets what is handed in. */
const FOREIGN = /[\\/:*?"<>|]/g

const plain = (text: string): string => text.toWellFormed().normalize('NFC').replace(HIDDEN, '').trim()

/**
 * The name of a file as its sender knows it: some browsers send the whole path of their computer.
 * @throws Refusal `bad-name`.
 */
export function fileName(sent: string): string {
  const name = plain(
    sent
      .slice(sent.lastIndexOf('\\') + 1)
      .split('/')
      .at(-1)!,
  )
  return acceptName(markedName(name, ''))
}

/** The same as it is stored: `a:b. ` becomes `a_b`. @throws Refusal `bad-name`. */
export function storedName(name: string): string {
  const safe = plain(name)
    .replace(FOREIGN, '_')
    .replace(/[ .]+$/, '')
  return acceptName(markedName(safe, ''))
}

/** The names of the folders a file was sent with. @throws Refusal `bad-name`. */
export const foldersOf = (names: readonly string[]): string[] => names.map(storedName)

/**
 * Who hands in, by their own word: `''` when they did not say.
 * @throws Refusal `bad-request`.
 */
export function depositorName(sent: string): string {
  const name = sent.toWellFormed().normalize('NFC').trim()
  if (name === '') return ''
  const wrong = name.startsWith('.') || name.search(HIDDEN) >= 0 || /[\\/]/.test(name)
  if (wrong || name.length > LONGEST_NAME || !isAcceptable(name))
    throw new Refusal('bad-request', 'nickname-invalid', { facts: { nickname: name.replace(HIDDEN, '') } })
  return name
}

function isAcceptable(name: string): boolean {
  try {
    acceptName(name)
    return true
  } catch {
    return false
  }
}
