import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gather, type Tree } from './catalogue.ts'

const SOURCES = join(import.meta.dirname, '..')
const WORDS = join(SOURCES, '../../contract/src/words/web/fr')

const keys = (): string[] => {
  const trees = readdirSync(WORDS).map((name) => [
    name,
    JSON.parse(readFileSync(join(WORDS, name), 'utf8')) as Tree,
  ])
  const stems = [...gather(Object.fromEntries(trees)).keys()].map((key) =>
    key.replace(/_(?:zero|one|two|few|many|other)$/, ''),
  )
  return [...new Set(stems)]
}

const sources = (): string =>
  readdirSync(SOURCES, { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => readFileSync(join(SOURCES, name), 'utf8'))
    .join('\n')

/** Keys that stand somewhere whole, and the parts around what is filled into others. */
function said(text: string): (key: string) => boolean {
  const whole = new Set([...text.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key!))
  const filled = [...text.matchAll(/`([\w-]+\.[\w.-]*)\$\{(?:[^`{}]*\}([\w.-]*)`)?/g)].map(
    ([, before, after]) => ({ before: before!, after: after ?? '' }),
  )
  return (key) =>
    whole.has(key) ||
    filled.some(
      ({ before, after }) =>
        key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after),
    )
}

test('every word of the catalogues is said somewhere in the app', () => {
  const isSaid = said(sources())
  expect(keys().filter((key) => !isSaid(key))).toEqual([])
})

test('a word that nobody says is found, whatever stands beside it', () => {
  const isSaid = said(`say(\`tour.\${name}.title\`), say('frame.files'), say(\`space.\${use}\`)`)
  expect(['tour.share.title', 'frame.files', 'space.largest'].filter((key) => !isSaid(key))).toEqual([])
  expect(['tour.share.text', 'frame.file', 'space', 'tour.title'].filter(isSaid)).toEqual([])
})
