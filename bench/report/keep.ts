import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeMarkdown } from './markdown.ts'
import type { Result } from './result.ts'

/**
 * Keeps a result as JSON and as text. One of small sizes or of some operations only is not the latest word.
 * @returns the file for people.
 */
export async function keepResult(folder: string, result: Result, complete: boolean): Promise<string> {
  await mkdir(folder, { recursive: true })
  const name = result.date.slice(0, 16).replaceAll(':', '')
  const text = writeMarkdown(result)
  const file = join(folder, `${name}.md`)
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`)
  await writeFile(file, text)
  if (complete) await writeFile(join(folder, 'latest.md'), text)
  return file
}
