import { drawn, type Piece } from './pieces.ts'

const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
/** More columns are a mistake, or meant to tire the reader's machine. */
const MOST_COLUMNS = 60

/** What stands between the bars of a line; an escaped bar is part of a cell. */
const cells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/, MOST_COLUMNS)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

/**
 * A paragraph that is written as a table, as most programs know them.
 * @param line draws what stands in a cell.
 * @returns undefined for any other paragraph.
 */
export function tableOf(paragraph: string, line: (source: string) => Piece[]): Piece | undefined {
  const [head = '', rule = '', ...rows] = paragraph.split(/\r\n|\r|\n/)
  if (!head.includes('|') || !rule.includes('|') || !RULE.test(rule)) return undefined
  const names = cells(head)
  if (cells(rule).length !== names.length) return undefined
  const row = (tag: 'th' | 'td', source: readonly string[]): Piece =>
    drawn(
      'tr',
      names.map((_, i) => drawn(tag, line(source[i] ?? ''))),
    )
  return drawn('table', [
    drawn('thead', [row('th', names)]),
    drawn(
      'tbody',
      rows.map((source) => row('td', cells(source))),
    ),
  ])
}
