import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../house.ts'
import type { Client } from '../client.ts'

const FILES = '/remote.php/dav/files/alice'
const PASSWORD = 'nuage du matin calme'

let house: TestHouse
let alice: Client
let ids: Record<string, number>

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice', password: PASSWORD })).client
  await house.person({ id: 'bob', name: 'Bob', password: PASSWORD })
  await alice.dav('MKCOL', `${FILES}/classe`)
  await alice.dav('PUT', `${FILES}/classe/%3Cb%3E%20r%C3%A9daction.txt`, { body: 'Il était une fois' })
  const number = async (path: string) =>
    Number.parseInt((await alice.dav('PUT', path, { body: 'x' })).header('oc-fileid')!.slice(0, -12), 10)
  ids = { file: await number(`${FILES}/classe/a.txt`), gone: await number(`${FILES}/classe/gone.txt`) }
  await alice.dav('DELETE', `${FILES}/classe/gone.txt`)
  ids.folder = await folderId()
})
afterAll(() => house.close())

async function folderId(): Promise<number> {
  const body = `<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><oc:fileid/></d:prop></d:propfind>`
  const answer = await alice.dav('PROPFIND', `${FILES}/classe`, { headers: { Depth: '0' }, body })
  return Number(/fileid>(\d+)</.exec(answer.text)![1])
}

/** A browser in which somebody has signed in. */
async function browserOf(user: string) {
  let cookie = ''
  const keep = (answer: Response): Response => {
    const set = answer.headers.getSetCookie().map((one) => one.split(';')[0]!)
    cookie = [
      ...new Map(
        [...cookie.split('; ').filter(Boolean), ...set].map((one) => [one.split('=')[0], one]),
      ).values(),
    ].join('; ')
    return answer
  }
  const get = async (path: string) =>
    keep(
      await fetch(house.url + path, {
        redirect: 'manual',
        headers: { Cookie: cookie, Accept: 'text/html', 'Accept-Language': 'fr' },
      }),
    )
  const page = await (await get('/login')).text()
  const requesttoken = /name="requesttoken" value="([^"]*)"/.exec(page)![1]!
  const body = new URLSearchParams({ requesttoken, redirect_url: '/', user, password: PASSWORD })
  keep(
    await fetch(`${house.url}/login`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { Cookie: cookie },
    }),
  )
  return get
}

test('whoever is not signed in signs in first, and comes back to the very item', async () => {
  const answer = await fetch(`${house.url}/f/${ids.file}`, { redirect: 'manual' })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe(`/login?redirect_url=%2Ff%2F${ids.file}`)
})

test('a file is shown with its place and a way to download it, also after it was moved', async () => {
  const get = await browserOf('alice')
  const page = await (await get(`/f/${ids.file}`)).text()
  expect(page).toContain('<h1>a.txt</h1>')
  expect(page).toContain('Dans classe')
  const href = /<a class="button" href="([^"]+)"/.exec(page)![1]!
  expect(await (await get(href)).text()).toBe('x')
  await alice.dav('MOVE', `${FILES}/classe/a.txt`, { headers: { Destination: `${FILES}/moved.txt` } })
  const moved = await (await get(`/index.php/f/${ids.file}`)).text()
  expect(moved).toContain('<h1>moved.txt</h1>')
})

test('a folder is shown with its members, whose names are only names, and downloads as a zip', async () => {
  const get = await browserOf('alice')
  const page = await (await get(`/f/${ids.folder}`)).text()
  expect(page).toContain('<strong>&lt;b&gt; rédaction.txt</strong>')
  expect(page).not.toContain('gone.txt')
  const href = /<a class="button" href="([^"]+)"/.exec(page)![1]!
  const zip = await get(href)
  expect(zip.headers.get('content-type')).toBe('application/zip')
})

test('what is not there, was deleted or is another’s is the same page: not found', async () => {
  const alices = await browserOf('alice')
  const bobs = await browserOf('bob')
  const answers = await Promise.all([
    ...[alices(`/f/${ids.gone}`), alices('/f/987654321'), alices('/f/abc')],
    ...[bobs(`/f/${ids.file}`), bobs(`/f/${ids.folder}`)],
  ])
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  for (const text of texts) expect(text).toContain('n’existe pas, a été supprimé, ou ne vous est pas partagé')
})
