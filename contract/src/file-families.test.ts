import { expect, test } from 'vitest'
import { familyOf } from './file-families.ts'

test.each([
  ['application/vnd.oasis.opendocument.text', 'document'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sheet'],
  ['text/csv', 'sheet'],
  ['application/vnd.oasis.opendocument.presentation', 'slides'],
  ['application/pdf', 'pdf'],
  ['image/heic', 'image'],
  ['image/svg+xml', 'image'],
  ['video/mp4', 'video'],
  ['application/zip', 'archive'],
  ['application/json', 'code'],
  ['text/markdown', 'text'],
  ['application/octet-stream', 'other'],
  ['', 'other'],
])('%s is of the family %s', (mime, family) => expect(familyOf(mime)).toBe(family))
