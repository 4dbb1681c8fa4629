import { expect, test } from 'vitest'
import { acceptTypes, requireBeginning, requireName } from './types.ts'

test.each([
  ['', ''],
  [' PDF, image ;.ODS pdf ', 'pdf image .ods'],
])('%j is %j', (said, types) => expect(acceptTypes(said)).toBe(types))

test.each(['exe', '.p*', 'image .', `${'.a '.repeat(31)}.b x`])('%j is no type', (said) =>
  expect(() => acceptTypes(said)).toThrow(expect.objectContaining({ reason: 'type-unknown' })),
)

test.each([
  ['image', 'photo.HEIC', true],
  ['image', 'dessin.svg', false],
  ['document', 'devoir.odt', true],
  ['document', 'devoir.docx', true],
  ['.py', 'jeu.py', true],
  ['.py', 'jeu.py.exe', false],
  ['pdf', 'pdf', false],
  ['', 'quoi.exe', true],
])('a box for %j: %s is taken: %s', (types, name, taken) => {
  const act = () => requireName(types, name)
  if (taken) expect(act).not.toThrow()
  else expect(act).toThrow(expect.objectContaining({ reason: 'type-refused' }))
})

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')

test.each([
  ['a.pdf', '%PDF-1.4', true],
  ['a.pdf', 'MZ\x90', false],
  ['a.png', '\x89PNG\r\n\x1a\n', true],
  ['a.png', '\xff\xd8\xff', false],
  ['a.jpeg', '\xff\xd8\xff\xe0', true],
  ['a.heic', '\0\0\0\x18ftypheic', true],
  ['a.odt', 'PK\x03\x04', true],
  ['a.odt', '<html>', false],
  ['a.txt', '<html>', true],
  ['a.jpg', '', false],
])('%s that begins with %j may be what it says: %s', (name, beginning, fine) => {
  const act = () => requireBeginning('image pdf document', name, bytes(beginning))
  if (fine) expect(act).not.toThrow()
  else expect(act).toThrow(expect.objectContaining({ reason: 'type-differs' }))
})

test('a box without limits looks at nothing', () => {
  expect(() => requireBeginning('', 'a.pdf', bytes('MZ'))).not.toThrow()
})
