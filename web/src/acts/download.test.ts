import { expect, test, vi } from 'vitest'

vi.mock('../session/session.ts', () => ({
  path: (below: string) => `/nuage${below}`,
  session: () => ({ person: { id: 'marie durand' } }),
}))
const { downloadsOf } = await import('./download.ts')

const file = (name: string, parent = 1) => ({ name, kind: 'file' as const, folder: ['Été'], parent })

test('a file comes as it is, a folder and several of one folder as an archive', () => {
  expect(downloadsOf([file('a&b.txt')])).toEqual([
    '/nuage/remote.php/dav/files/marie%20durand/%C3%89t%C3%A9/a%26b.txt',
  ])
  expect(downloadsOf([{ ...file('Cours'), kind: 'folder' }])).toEqual([
    '/nuage/remote.php/dav/files/marie%20durand/%C3%89t%C3%A9/Cours?accept=zip',
  ])
  const [zip, ...others] = downloadsOf([file('a.txt'), file('b.txt')])
  expect(others).toEqual([])
  const { searchParams } = new URL(zip!, 'http://nuage.test')
  expect(JSON.parse(searchParams.get('files')!)).toEqual(['a.txt', 'b.txt'])
})

test('so many that no address can name them come as several archives, each of them once', () => {
  const names = Array.from({ length: 500 }, (_, n) => `Évaluation numéro ${n}.odt`)
  const addresses = downloadsOf(names.map((name) => file(name)))
  expect(addresses.length).toBeGreaterThan(1)
  const named = addresses.flatMap(
    (address) => JSON.parse(new URL(address, 'http://nuage.test').searchParams.get('files')!) as string[],
  )
  expect(named).toEqual(names)
  expect(Math.max(...addresses.map(({ length }) => length))).toBeLessThan(8_000)
})

test('of several folders each comes by itself', () => {
  expect(downloadsOf([file('a.txt', 1), file('b.txt', 2), file('c.txt', 1)])).toHaveLength(2)
})
