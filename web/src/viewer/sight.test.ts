import { expect, test } from 'vitest'
import { isEditable, type Sight, sightOf } from './sight.ts'

const ALL = 63
const READ = 1

const item = (name: string, mime: string, more: object = {}) => ({
  ...({ kind: 'file', size: 1000, rights: ALL, preview: true } as const),
  ...{ name, mime, ...more },
})

test.each<[string, string, Sight]>([
  ['a.jpg', 'image/jpeg', 'image'],
  ['a.heic', 'image/heic', 'picture'],
  ['a.svg', 'image/svg+xml', 'picture'],
  ['a.pdf', 'application/pdf', 'pdf'],
  ['a.mp4', 'video/mp4', 'video'],
  ['a.mp3', 'audio/mpeg', 'audio'],
  ['a.txt', 'text/plain', 'text'],
  ['a.csv', 'text/csv', 'text'],
  ['a.html', 'text/html', 'text'],
  ['a.json', 'application/json', 'text'],
  ['a.md', 'text/markdown', 'markdown'],
  ['Lisez-moi.MD', 'text/plain', 'markdown'],
  ['a.rtf', 'text/rtf', 'pages'],
  ['a.odt', 'application/vnd.oasis.opendocument.text', 'pages'],
  ['a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'pages'],
  ['a.zip', 'application/zip', 'unknown'],
  ['a', 'application/octet-stream', 'unknown'],
])('%s of type %s is shown as %s', (name, mime, sight) => {
  expect(sightOf(item(name, mime))).toBe(sight)
})

test('what no picture can be made of is not promised', () => {
  for (const [name, mime] of [
    ['a.odt', 'application/vnd.oasis.opendocument.text'],
    ['a.svg', 'image/svg+xml'],
  ] as const)
    expect(sightOf(item(name, mime, { preview: false }))).toBe('unknown')
})

test('what may not be downloaded is only looked at page by page, and not played', () => {
  const seen = (mime: string, preview = true) => sightOf(item('a', mime, { rights: READ, preview }))
  expect(['application/pdf', 'image/png', 'text/plain'].map((mime) => seen(mime))).toEqual(
    Array(3).fill('pages'),
  )
  expect([seen('video/mp4'), seen('audio/mpeg'), seen('application/zip', false)]).toEqual(
    Array(3).fill('forbidden'),
  )
})

test('nothing, too much, and folders', () => {
  expect(sightOf(item('a.pdf', 'application/pdf', { size: 0 }))).toBe('empty')
  expect(sightOf(item('a.txt', 'text/plain', { size: 0 }))).toBe('text')
  expect(sightOf(item('a.pdf', 'application/pdf', { size: 2 ** 31 }))).toBe('too-large')
  expect(sightOf(item('a.png', 'image/png', { size: 2 ** 31 }))).toBe('picture')
  expect(sightOf(item('A', '', { kind: 'folder' }))).toBe('folder')
})

test('texts are edited by those who may change them, if they are not too long', () => {
  expect(isEditable(item('a.txt', 'text/plain'))).toBe(true)
  expect(isEditable(item('a.md', 'text/markdown', { size: 0 }))).toBe(true)
  expect(isEditable(item('a.txt', 'text/plain', { rights: READ | 32 }))).toBe(false)
  expect(isEditable(item('a.txt', 'text/plain', { size: 2 ** 24 }))).toBe(false)
  expect(isEditable(item('a.pdf', 'application/pdf'))).toBe(false)
})
