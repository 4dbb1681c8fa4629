import { expect, test } from 'vitest'
import { clark, DAV, XML } from './names.ts'
import { statusLine } from './status-line.ts'
import { renderTags } from './tags.ts'

test('a name is rendered three ways', () => {
  expect(renderTags([{ ns: DAV, name: 'getetag' }])).toEqual([
    { open: '<d:getetag>', close: '</d:getetag>', empty: '<d:getetag/>' },
  ])
  expect(renderTags([{ ns: 'urn:schemas-microsoft-com:', name: 'Win32FileAttributes' }])[0]?.open).toBe(
    '<x3:Win32FileAttributes xmlns:x3="urn:schemas-microsoft-com:">',
  )
  // The prefix of this namespace must not be declared anew (Namespaces in XML §3).
  expect(renderTags([{ ns: XML, name: 'lang' }])[0]?.empty).toBe('<xml:lang/>')
})

test('names as keys, statuses as lines', () => {
  expect(clark({ ns: DAV, name: 'getetag' })).toBe('{DAV:}getetag')
  expect(statusLine(404)).toBe('HTTP/1.1 404 Not Found')
  expect(statusLine(424)).toBe('HTTP/1.1 424 Failed Dependency')
})
