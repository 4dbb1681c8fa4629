import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import { isCollection, value } from '../protocol/multistatus.ts'
import { DAV, OC } from '../protocol/xml.ts'
import { moveIn, type School, schoolFile, TEACHERS_FILES, TEACHERS_FOLDERS } from './school.ts'

let house: TestHouse
let school: School

beforeAll(async () => {
  house = await openTestHouse()
  school = await moveIn(house)
})
afterAll(() => house.close())

const address = (person: string, path: readonly string[]): string =>
  ['/remote.php/dav/files', ...[person, ...path].map(encodeURIComponent)].join('/')

test('the teacher finds every folder and file under the name it was given, with its time', async () => {
  const props = [`{${DAV}}resourcetype`, `{${DAV}}getlastmodified`, `{${DAV}}displayname`]
  const all = await school.teacher.client.propfind(`${address('claire.martin', [])}/`, props, 'infinity')
  const told = new Map(all.map((each) => [decodeURIComponent(each.href), each]))
  expect(told.size).toBe(1 + TEACHERS_FOLDERS.length + TEACHERS_FILES.length)
  for (const path of TEACHERS_FOLDERS) {
    const folder = told.get(`/remote.php/dav/files/claire.martin/${path.join('/')}/`)
    expect(folder && isCollection(folder)).toBe(true)
  }
  for (const { path, mtime } of TEACHERS_FILES) {
    const file = told.get(`/remote.php/dav/files/claire.martin/${path.join('/')}`)
    expect(file && value(file, DAV, 'displayname')).toBe(path.at(-1))
    expect(file && Date.parse(value(file, DAV, 'getlastmodified')!) / 1000).toBe(mtime)
  }
})

test('every file comes back byte for byte', async () => {
  for (const { path, from } of TEACHERS_FILES) {
    const answer = await school.teacher.client.dav('GET', address('claire.martin', path))
    expect(answer.body.equals(await readFile(schoolFile(from)))).toBe(true)
  }
})

test('the colleague has a home of their own under an id with an apostrophe, and nobody else’s', async () => {
  const { colleague } = school
  const own = '/remote.php/dav/files/n%27golo.oconnor/'
  const [root] = await colleague.client.propfind(own, [`{${OC}}permissions`], '1')
  expect(root!.href).toBe(own)
  const other = await colleague.client.dav('GET', address('claire.martin', TEACHERS_FILES[0]!.path))
  expect(other.status).toBe(404)
})

test('a person’s own password signs in as well, a wrong one does not', async () => {
  const { teacher } = school
  const path = `${address('claire.martin', [])}/`
  expect((await house.stranger.as(teacher.account).dav('HEAD', path)).status).toBe(200)
  const guess = { user: 'claire.martin', password: 'not her password' }
  expect((await house.stranger.as(guess).dav('HEAD', path)).status).toBe(401)
  expect((await house.stranger.dav('HEAD', path)).status).toBe(401)
})
