export interface NameFault {
  readonly kind: 'empty' | 'characters' | 'ending' | 'long' | 'taken'
  readonly name: string
  /** What is wrong with it, such as the characters. */
  readonly what?: string
  /** A name that would do. */
  readonly offer?: string
}

interface Limits {
  readonly nameBytes: number
  readonly nameCharacters: readonly string[]
  readonly nameEndings: readonly string[]
}

const bytes = (text: string): number => new TextEncoder().encode(text).length

/** What is wrong with a name, as far as it can be told before asking; null when nothing is. */
export function nameFault(
  name: string,
  { nameBytes, nameCharacters, nameEndings }: Limits,
  isTaken: (name: string) => boolean,
): NameFault | null {
  if (name === '' || name === '.' || name === '..') return { kind: 'empty', name }
  const wrong = nameCharacters.filter((character) => name.includes(character))
  if (wrong.length > 0) {
    const offer = wrong.reduce((text, character) => text.replaceAll(character, '-'), name)
    return { kind: 'characters', name, what: wrong.join(' '), ...offered(offer, isTaken) }
  }
  const ending = nameEndings.find((one) => name.toLowerCase().endsWith(one.toLowerCase()))
  if (ending !== undefined)
    return { kind: 'ending', name, what: ending, ...offered(name.slice(0, -ending.length), isTaken) }
  if (bytes(name) > nameBytes) return { kind: 'long', name }
  if (isTaken(name)) return { kind: 'taken', name, offer: freeName(name, isTaken) }
  return null
}

const offered = (name: string, isTaken: (name: string) => boolean): { offer?: string } =>
  name === '' ? {} : { offer: isTaken(name) ? freeName(name, isTaken) : name }

/** « Notes (2).odt », as the server counts when both are kept. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 2; ; number++) {
    const offer = `${stem} (${number})${ending}`
    if (!isTaken(offer)) return offer
  }
}
