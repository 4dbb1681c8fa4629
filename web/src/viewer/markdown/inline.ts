import { drawn, type Piece, textOf } from './pieces.ts'
import { decodeReference } from './references.ts'
import { safeAddress } from './safe-address.ts'
import type { Token } from './tokens.ts'

/** Addresses that are told apart from where they are used, by {@link labelKey}. */
export type Definitions = ReadonlyMap<string, string>

export const labelKey = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase()

export const find = (tokens: readonly Token[], type: string): Token | undefined => {
  for (const token of tokens) {
    const found = token.type === type ? token : find(token.inside, type)
    if (found !== undefined) return found
  }
  return undefined
}

/** Tokens that are written for the computer and not for the reader. */
const MARKS = /(?:Sequence|Marker|Prefix|linePrefix|Whitespace|whitespace|Label)$/

/** What is said within a line. */
export const inline = (tokens: readonly Token[], definitions: Definitions): Piece[] =>
  joined(tokens.flatMap((token) => one(token, definitions)))

/** Text beside text is one text. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = []
  let text: string[] = []
  const end = (): void => {
    if (text.length > 0) whole.push(text.join(''))
    text = []
  }
  for (const piece of pieces)
    if (typeof piece === 'string') text.push(piece)
    else {
      end()
      whole.push(piece)
    }
  end()
  return whole
}

function one(token: Token, definitions: Definitions): Piece[] {
  const inside = (): Piece[] => inline(token.inside, definitions)
  switch (token.type) {
    case 'data':
    case 'characterEscapeValue':
    case 'htmlText':
    case 'codeTextData':
      return [token.source()]
    case 'characterReference':
      return [decodeReference(token.source())]
    case 'lineEnding':
      return ['\n']
    case 'hardBreakEscape':
    case 'hardBreakTrailing':
      return [drawn('br')]
    case 'codeText':
      return [drawn('code', [textOf(inside()).replace(/\n/g, ' ')])]
    case 'emphasis':
      return [drawn('em', inside())]
    case 'strong':
      return [drawn('strong', inside())]
    case 'autolink':
      return autolink(token)
    case 'link':
    case 'image':
      return link(token, definitions)
    default:
      return MARKS.test(token.type) ? [] : inside()
  }
}

const linked = (address: string | undefined, inside: readonly Piece[]): Piece[] => {
  const href = address === undefined ? undefined : safeAddress(address)
  return href === undefined ? [...inside] : [{ tag: 'a', href, inside }]
}

function autolink({ inside }: Token): Piece[] {
  const email = find(inside, 'autolinkEmail')?.source()
  if (email !== undefined) return linked(`mailto:${email}`, [email])
  const address = find(inside, 'autolinkProtocol')?.source() ?? ''
  return linked(address, [address])
}

/** A picture of elsewhere is not fetched: whoever keeps it would learn who reads. Its description leads to it. */
function link(token: Token, definitions: Definitions): Piece[] {
  const text = find(token.inside, 'labelText')
  const pieces = text === undefined ? [] : inline(text.inside, definitions)
  const said = token.type === 'image' ? [textOf(pieces)] : pieces
  const resource = token.inside.find(({ type }) => type === 'resource')
  if (resource !== undefined) return linked(plain(find(resource.inside, 'resourceDestinationString')), said)
  const named = find(token.inside, 'referenceString') ?? text
  return linked(definitions.get(labelKey(named?.source() ?? '')), said)
}

/** An address as it is meant: escapes and references are taken out. */
export const plain = (token: Token | undefined): string =>
  token === undefined ? '' : textOf(inline(token.inside, new Map()))
