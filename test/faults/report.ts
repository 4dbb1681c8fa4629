import { appendFile } from 'node:fs/promises'

/** Tells what a run has proved, and adds it to the report of `npm run torture` where there is one. */
export async function report(name: string, counts: Readonly<Record<string, number>>): Promise<void> {
  const text = Object.entries(counts).map(([what, count]) => `${what}: ${count}`)
  console.info(`${name}: ${text.join(', ')}`)
  const file = process.env.TEST_REPORT
  if (file !== undefined)
    await appendFile(file, `\n## ${name}\n\n${text.map((line) => `- ${line}\n`).join('')}`)
}
