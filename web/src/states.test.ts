import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const HOUSE = join(import.meta.dirname, '../..')
/** Which state is looked at in which test. */
const TABLES = readFileSync(join(HOUSE, 'docs/web-app-states.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))

/** What comes over the screen, or stands in its place. */
const STATE = /from '[./a-z-]*\/(?:dialog|menu|point-menu|empty)\.tsx'/

function statesOfApp(): string[] {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.tsx') && !file.startsWith('look/'))
    .filter(
      (file) =>
        /(?:^|[/-])screen\.tsx$/.test(file) ||
        STATE.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
    )
}

test('every screen, dialog, menu and empty place of the app is told of', () => {
  const told = TABLES.join('\n')
  expect(statesOfApp().filter((file) => !told.includes(`\`${file}\``))).toEqual([])
})

test('what is told of is there', () => {
  const told = [...TABLES.join('\n').matchAll(/`([a-z/-]+\.tsx)`/g)].map(([, file]) => file!)
  const there = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  expect(told.filter((file) => !there.includes(file))).toEqual([])
})

interface Told {
  readonly file: string
  /** How it begins, when its name is long. */
  readonly name: string
}

const testsTold = (line: string): Told[] =>
  [...line.matchAll(/`([^`]+)`: (.+?)(?=; `| \|$)/g)].map(([, file, name]) => ({
    file: file!.includes('/') ? file! : `test/browser/web/${file}.test.ts`,
    name: name!,
  }))

/** Names of tests, each with what it does up to the next. */
function testsIn(file: string): { name: string; text: string }[] {
  const text = readFileSync(join(HOUSE, file), 'utf8')
  const starts = [...text.matchAll(/\btest(?:\.each\([^;]*?\))?\(\s*'([^']+)'/g)]
  return starts.map(({ 1: name, index }, at) => ({
    name: name!,
    text: text.slice(index, starts[at + 1]?.index),
  }))
}

/** Looked at by name, or by what the file calls the look. */
const LOOK = /\bfaults\(|\blook\(|\bexpectNoFault\(/

const ALL = new Map(TABLES.flatMap(testsTold).map((told) => [`${told.file} ${told.name}`, told]))

test.each([...ALL.values()])('$file, « $name », looks for faults', ({ file, name }) => {
  const start = name.replace(/…$/, '')
  const meant = testsIn(file).filter((one) =>
    name.endsWith('…') ? one.name.startsWith(start) : one.name === start,
  )
  expect(meant).toHaveLength(1)
  expect(meant[0]!.text).toMatch(LOOK)
})
