import { readFile, writeFile } from 'node:fs/promises'

export type Counts = Readonly<Record<string, number>>

/** What is summed up over all runs of a report. */
const SUMMED = [
  ...['kills', 'faults', 'acknowledged requests', 'written bodies looked for', 'receipts compared'],
  ...['views compared', 'lost'],
]

const HEADING = '\n## In all\n'

/** The sums over every section, between the title and the first of them. */
function summedUp(text: string): string {
  const [title, ...sections] = text.split(/\n(?=## )/)
  const own = sections.filter((section) => !section.startsWith(HEADING.trim()))
  const sums = SUMMED.map((name) => {
    const lines = own.join('\n').matchAll(new RegExp(`^- ${name}: (\\d+)$`, 'gm'))
    return `- ${name}: ${[...lines].reduce((sum, [, count]) => sum + Number(count), 0)}`
  })
  return [title!.trimEnd(), `${HEADING}\n${sums.join('\n')}\n`, ...own.map((one) => `\n${one.trim()}\n`)]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
}

/** Tells what a run has proved, and adds it to the report of `npm run torture` where there is one. */
export async function report(name: string, counts: Counts, table = ''): Promise<void> {
  const lines = Object.entries(counts).map(([what, count]) => `${what}: ${count}`)
  console.info(`${name}: ${lines.join(', ')}${table === '' ? '' : `\n${table}`}`)
  const file = process.env.TEST_REPORT
  if (file === undefined) return
  const section = `\n## ${name}\n\n${lines.map((line) => `- ${line}\n`).join('')}${table === '' ? '' : `\n${table}\n`}`
  await writeFile(file, summedUp((await readFile(file, 'utf8')) + section))
}

/** A table with one row for each name. */
export const tableOf = (
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string =>
  [columns, columns.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
