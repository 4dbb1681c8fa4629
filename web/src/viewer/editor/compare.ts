/** A line of two texts beside each other. */
export interface Line {
  readonly text: string
  /** In both, only in mine, or only in theirs. */
  readonly of: 'both' | 'mine' | 'theirs'
}

/** So many lines are compared exactly; of longer middles all counts as changed. */
const MOST = 1_500

/** What two texts have in common and what differs, line by line; what is only in theirs comes first. */
export function compare(mine: string, theirs: string): Line[] {
  const [a, b] = [mine.split('\n'), theirs.split('\n')]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return [
    ...a.slice(0, start).map(both),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(both),
  ]
}

const both = (text: string): Line => ({ text, of: 'both' })
const only = (lines: readonly string[], of: 'mine' | 'theirs'): Line[] => lines.map((text) => ({ text, of }))

/** By the longest sequence of lines that both have. */
function between(mine: readonly string[], theirs: readonly string[]): Line[] {
  if (mine.length === 0 || theirs.length === 0 || mine.length > MOST || theirs.length > MOST)
    return [...only(theirs, 'theirs'), ...only(mine, 'mine')]
  const width = theirs.length + 1
  const longest = new Uint16Array((mine.length + 1) * width)
  for (let i = mine.length - 1; i >= 0; i--)
    for (let j = theirs.length - 1; j >= 0; j--)
      longest[i * width + j] =
        mine[i] === theirs[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < mine.length && j < theirs.length) {
    if (mine[i] === theirs[j]) {
      lines.push(both(mine[i]!))
      i++
      j++
    } else if (longest[i * width + j + 1]! >= longest[(i + 1) * width + j]!)
      lines.push({ text: theirs[j++]!, of: 'theirs' })
    else lines.push({ text: mine[i++]!, of: 'mine' })
  }
  return [...lines, ...only(theirs.slice(j), 'theirs'), ...only(mine.slice(i), 'mine')]
}
