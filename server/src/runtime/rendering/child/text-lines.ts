export interface Line {
  readonly text: string
  /** Of the size of ordinary text. */
  readonly scale: number
  readonly isBold: boolean
  /** In widths of a letter. */
  readonly indent: number
}

const COLUMNS = 62
const MOST_LINES = 60
/** What is longer is cut before it is looked at: a file may be one line. */
const LONGEST_LINE = 4_000

interface Style {
  readonly text: string
  readonly scale: number
  readonly isBold: boolean
  readonly indent: number
}

const plain = (text: string): Style => ({ text, scale: 1, isBold: false, indent: 0 })

/** Headings, lists, quotations and emphasis; anything else stays as it was written. */
function styled(line: string): Style {
  const [, marks, heading] = /^(#{1,6})\s+(.*)$/.exec(line) ?? []
  if (marks !== undefined && heading !== undefined)
    return { text: unmarked(heading), scale: Math.max(2 - marks.length * 0.25, 1), isBold: true, indent: 0 }
  const [, space = '', item] = /^(\s{0,12})[-*+]\s+(.*)$/.exec(line) ?? []
  if (item !== undefined) return { ...plain(`• ${unmarked(item)}`), indent: 1 + space.length / 2 }
  const [, quoted] = /^>\s?(.*)$/.exec(line) ?? []
  if (quoted !== undefined) return { ...plain(unmarked(quoted)), indent: 2 }
  return plain(unmarked(line))
}

const unmarked = (text: string): string =>
  text
    .replace(/!?\[([^\][]{0,200})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^*_]{1,500}?)\1/g, '$2')
    .replace(/`([^`]{1,500})`/g, '$1')

function* wrapped({ text, scale, isBold, indent }: Style): Generator<Line> {
  const columns = Math.max(8, Math.floor((COLUMNS - indent * 1.6) / scale))
  let rest = text
  do {
    let cut = rest.length <= columns ? rest.length : rest.lastIndexOf(' ', columns)
    if (cut <= 0) cut = Math.min(columns, rest.length)
    yield { text: rest.slice(0, cut), scale, isBold, indent }
    rest = rest.slice(cut).trimStart()
  } while (rest !== '')
}

/** As many lines as one page may need. */
export function linesOf(text: string, isMarkdown: boolean): Line[] {
  const lines: Line[] = []
  for (const [raw] of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (lines.length >= MOST_LINES) break
    const line = raw
      .slice(0, LONGEST_LINE)
      .replace(/[\r\n]+$/, '')
      .replaceAll('\t', '    ')
    lines.push(...wrapped(isMarkdown ? styled(line) : plain(line)))
  }
  return lines
}
