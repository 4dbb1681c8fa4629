import { type Definitions, find, inline, labelKey, plain } from './inline.ts'
import { type Drawn, drawn, type Piece, type Tag } from './pieces.ts'
import { tableOf } from './table.ts'
import { type Token, tokensOf } from './tokens.ts'

/**
 * What a Markdown document shows. Of HTML in it nothing runs and nothing is drawn: it is shown as it is written.
 * Its headings begin one step below that of the page.
 */
export function drawMarkdown(markdown: string): Piece[] {
  const tokens = tokensOf(markdown)
  return blocks(tokens, { definitions: definitionsOf(tokens), isTight: false })
}

interface Around {
  readonly definitions: Definitions
  /** In a list whose entries stand close together, what they say is no paragraph. */
  readonly isTight: boolean
}

function definitionsOf(tokens: readonly Token[], found = new Map<string, string>()): Definitions {
  for (const token of tokens) {
    if (token.type !== 'definition') definitionsOf(token.inside, found)
    else {
      const key = labelKey(find(token.inside, 'definitionLabelString')?.source() ?? '')
      if (!found.has(key)) found.set(key, plain(find(token.inside, 'definitionDestinationString')))
    }
  }
  return found
}

const blocks = (tokens: readonly Token[], around: Around): Piece[] =>
  tokens.flatMap((token) => block(token, around))

function block(token: Token, around: Around): Piece[] {
  const { type, inside } = token
  switch (type) {
    case 'paragraph':
      return paragraph(token, around)
    case 'atxHeading':
      return [heading(token, find(inside, 'atxHeadingSequence')?.source().length ?? 1, around)]
    case 'setextHeading':
      return [heading(token, find(inside, 'setextHeadingLineSequence')?.source()[0] === '=' ? 1 : 2, around)]
    case 'blockQuote':
      return [drawn('blockquote', blocks(inside, { ...around, isTight: false }))]
    case 'listOrdered':
    case 'listUnordered':
      return [list(token, around)]
    case 'codeFenced':
    case 'codeIndented':
      return [drawn('pre', [drawn('code', [code(inside)])])]
    case 'htmlFlow':
      return [drawn('pre', [token.source()])]
    case 'thematicBreak':
      return [drawn('hr')]
    case 'content':
      return blocks(inside, around)
    case 'data':
      return [token.source()]
    default:
      return []
  }
}

function paragraph(token: Token, { definitions, isTight }: Around): Piece[] {
  const table = tableOf(token.source(), (source) =>
    tokensOf(source).flatMap(({ inside }) => inline(inside, definitions)),
  )
  if (table !== undefined) return [table]
  const said = inline(token.inside, definitions)
  return isTight ? said : [drawn('p', said)]
}

const HEADINGS: readonly Tag[] = ['h2', 'h3', 'h4', 'h5', 'h6', 'h6']

function heading({ inside }: Token, rank: number, { definitions }: Around): Piece {
  const text = find(inside, 'atxHeadingText') ?? find(inside, 'setextHeadingText')
  return drawn(HEADINGS[rank - 1] ?? 'h6', inline(text?.inside ?? [], definitions))
}

/** Lines as they were written, without the fences. */
function code(inside: readonly Token[]): string {
  const text = inside
    .map(({ type, source }) => (type === 'codeFlowValue' ? source() : type === 'lineEnding' ? '\n' : ''))
    .join('')
  return inside[0]?.type === 'codeFencedFence' ? text.replace(/^\n/, '').replace(/\n$/, '') : text
}

function list({ type, inside }: Token, around: Around): Drawn {
  const isTight = !isLoose(inside)
  const entries: Token[][] = []
  for (const token of inside)
    if (token.type === 'listItemPrefix') entries.push([])
    else entries.at(-1)?.push(token)
  const items = entries.map((entry) => drawn('li', ticked(blocks(entry, { ...around, isTight }))))
  if (type === 'listUnordered') return drawn('ul', items)
  const start = Number.parseInt(find(inside, 'listItemValue')?.source() ?? '1', 10)
  return { tag: 'ol', inside: items, ...(start === 1 ? {} : { start }) }
}

/** An empty line between what it says. */
const isLoose = (inside: readonly Token[]): boolean =>
  inside.some(({ type }, i) => type === 'lineEndingBlank' && inside[i - 1]?.type !== 'listItemPrefix')

/** « [ ] » and « [x] » at the beginning of an entry, as lists of things to do have them. */
function ticked([first, ...rest]: readonly Piece[]): Piece[] {
  if (first === undefined) return []
  if (typeof first !== 'string')
    return first.tag === 'p' ? [{ ...first, inside: ticked(first.inside) }, ...rest] : [first, ...rest]
  return [first.replace(/^\[ \](?=\s|$)/, '☐').replace(/^\[[xX]\](?=\s|$)/, '☑'), ...rest]
}
