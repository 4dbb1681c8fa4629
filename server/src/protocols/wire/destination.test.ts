import { expect, test } from 'vitest'
import { adviseDestination, parseDestination } from './destination.ts'

test('absolute URL, absolute path and trailing slash are the same place', () => {
  const forms = [
    'https://cloud.example.org/remote.php/dav/files/alice/b%20c',
    'http://10.0.0.1:8080/remote.php/dav/files/alice/b%20c/',
    '/remote.php/dav/files/alice/b%20c',
    ' /remote.php/dav/files//alice/b%20c/ ',
    'https://[::1]/remote.php/dav/files/alice/b c',
  ]
  for (const form of forms)
    expect(parseDestination(form).segments, form).toEqual(['remote.php', 'dav', 'files', 'alice', 'b c'])
})

test('names are normalised', () => {
  expect(parseDestination('/u%CC%88').segments).toEqual(['ü'])
})

test('missing and unusable ones are told apart', () => {
  expect(() => parseDestination(undefined)).toThrow('Destination is missing')
  expect(() => parseDestination(' ')).toThrow('Destination is missing')
  for (const bad of ['relative/path', 'https%3A//cloud.example.org/a', '/%ff', '/a%00', 'mailto:a@b'])
    expect(() => parseDestination(bad), bad).toThrow('Destination is invalid')
})

test('advice that cannot be read is no advice', () => {
  expect(adviseDestination('https%3A//cloud.example.org/a')).toBeNull()
  expect(adviseDestination(undefined)).toBeNull()
  expect(adviseDestination('/a')?.segments).toEqual(['a'])
})
