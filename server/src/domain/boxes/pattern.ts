import { markedName } from '../../vocabulary/node-name.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { storedName } from './names.ts'

/** One folder for each name, and the file in it as it was called. */
export const USUAL_PATTERN = '{nom}/{fichier}'

const LONGEST = 200
const DEEPEST = 4
const WORDS = ['nom', 'date', 'heure', 'fichier', 'n'] as const

/** What a pattern is filled with. */
export interface Filing {
  readonly nom: string
  /** `2026-11-22` */
  readonly date: string
  /** `14h05` */
  readonly heure: string
  readonly fichier: string
  /** The place of the file in its deposit, from 1 on. */
  readonly n: number
}

/** @throws Refusal `bad-request`. */
export function acceptPattern(text: string): string {
  const pattern = text.trim()
  const parts = pattern.split('/')
  const words = [...pattern.matchAll(/\{([^}]*)\}?/g)].map(([, word]) => word!)
  const unknown = words.find((word) => !(WORDS as readonly string[]).includes(word))
  if (unknown !== undefined) throw new Refusal('bad-request', 'pattern-word', { facts: { word: unknown } })
  const ofFile = /\{(?:fichier|n)\}/.test(parts.at(-1)!)
  if (
    !ofFile ||
    pattern.length > LONGEST ||
    parts.length > DEEPEST ||
    parts.some((part) => part.trim() === '')
  )
    throw new Refusal('bad-request', 'pattern-form')
  return pattern
}

/** @returns the folders below the box's own, and the file's name, which keeps its ending. */
export function filed(pattern: string, filing: Filing): { folders: string[]; name: string } {
  const dot = filing.fichier.lastIndexOf('.')
  const [stem, ending] =
    dot > 0 ? [filing.fichier.slice(0, dot), filing.fichier.slice(dot)] : [filing.fichier, '']
  const parts = pattern.split('/')
  const fill = (part: string): string =>
    part
      .replace(/\{(\w+)\}/g, (_, word: keyof Filing) => String(word === 'fichier' ? stem : filing[word]))
      // Where a word is empty, what joined it to the next one hangs loose.
      .replace(/^[\s_-]+|[\s_-]+$/g, '')
  const folders = parts
    .slice(0, -1)
    .map(fill)
    .filter((part) => part !== '')
  const filled = fill(parts.at(-1)!)
  const name = filled === '' ? filing.fichier : markedName(`${filled}${ending}`, '')
  return { folders: folders.map(storedName), name: storedName(name) }
}
