import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listNotifications } from '../../../server/src/domain/notifications/list.ts'
import type { ShareWish } from '../../../server/src/domain/shares/create.ts'
import { listTrash } from '../../../server/src/domain/trash/list.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { sheetPdf } from '../../rigs/pdf.ts'
import { photo } from '../../rigs/pictures.ts'
import { readCode, readPixels } from '../../rigs/read-code.ts'
import type { AcceptedAnswer } from '../client.ts'
import { fileOf, folderOf, linkTo, memberOf } from './link.ts'

// Drawing processes start here, on machines that may be busy.
vi.setConfig({ testTimeout: 100_000, hookTimeout: 120_000 })

const PASSWORD = 'cerise-lampe-wagon-nuit'
const NO_DOWNLOAD = JSON.stringify([{ scope: 'permissions', key: 'download', value: false }])
const BROWSER = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'fr' }

let house: TestHouse
let alice: Inhabitant

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice Martin', quota: 'unlimited' })
  await house.person({ id: 'root', name: 'Admin', admin: true })
  await house.person({ id: 'bob', name: 'Bob' })
  await folderOf(house, 'alice', 'cours')
  await folderOf(house, 'alice', 'cours/sub')
  await fileOf(house, 'alice', 'cours/photo.jpg', await photo(800, 600))
  await fileOf(house, 'alice', 'cours/<b> & "notes".txt', 'Il était une fois <script>')
  await fileOf(house, 'alice', 'cours/page.html', '<script>alert(1)</script>')
  await fileOf(house, 'alice', 'cours/sheets.pdf', sheetPdf(2))
  await fileOf(house, 'alice', 'cours/film.mp4', 'not a film')
  await fileOf(house, 'alice', 'cours/sub/deep.txt', 'deep')
})
afterAll(() => house.close())

const link = async (path = 'cours', wish: Partial<ShareWish> = {}): Promise<string> =>
  (await linkTo(house, 'alice', path, wish)).token

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<AcceptedAnswer> =>
  house.stranger.send({ method, path, headers: { ...BROWSER, ...headers } })

const post = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<AcceptedAnswer> =>
  house.stranger.send({
    ...{ method: 'POST', path, body: new URLSearchParams(fields).toString() },
    headers: { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

interface SentFile {
  readonly name: string
  readonly body: string
}

function send(path: string, files: readonly SentFile[], headers: Record<string, string> = {}) {
  const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW'
  const parts = files.map(
    ({ name, body }) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${body}\r\n`,
  )
  return house.stranger.send({
    ...{ method: 'POST', path, body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`) },
    headers: { ...BROWSER, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
  })
}

const namesIn = async (path: string): Promise<string[]> =>
  (await alice.client.propfind(`/remote.php/dav/files/alice/${path}`, ['{DAV:}getetag'], '1'))
    .slice(1)
    .map(({ href }) => decodeURIComponent(href.replace(/\/$/, '').split('/').at(-1)!))

/** What a browser that knew the password sends from then on. */
async function unlocked(token: string, password = PASSWORD): Promise<string> {
  const answer = await post(`/s/${token}/authenticate/showshare`, { password })
  expect([answer.status, answer.header('location')]).toEqual([303, `/s/${token}`])
  return answer.header('set-cookie')!.split(';')[0]!
}

describe('every page about a link', () => {
  test('is kept from search engines, from other sites, from being passed on, and sets no cookie', async () => {
    const token = await link()
    const locked = await link('cours', { password: PASSWORD })
    const paths = [
      ...['', '?path=/sub', '/view?path=/page.html', '/privacy', '/report', '/view?path=/nowhere'].map(
        (what) => `/s/${token}${what}`,
      ),
      ...[`/s/${locked}`, `/s/${locked}/authenticate/showShare`, '/s/nowhere', '/c/nowhere'],
    ]
    for (const path of paths) {
      const answer = await get(path)
      const header = (name: string) => answer.header(name)
      expect([path, header('set-cookie')]).toEqual([path, undefined])
      expect([path, header('x-robots-tag'), header('referrer-policy')]).toEqual([
        ...[path, 'noindex, nofollow', 'no-referrer'],
      ])
      expect(header('content-security-policy')).toContain("default-src 'none'")
      expect(header('content-security-policy')).not.toContain('unsafe')
      expect(header('x-content-type-options')).toBe('nosniff')
      expect(header('cache-control')).toBe('no-store')
    }
  })

  test('is there with and without index.php, and carries a chosen language without a cookie', async () => {
    const token = await link()
    for (const prefix of ['', '/index.php']) expect((await get(`${prefix}/s/${token}`)).status).toBe(200)
    const english = await get(`/s/${token}?lang=en`)
    expect(english.text).toContain('Folder shared by Alice Martin')
    expect(english.text).toContain(`href="/s/${token}?path=/sub&amp;lang=en"`)
    expect(english.header('set-cookie')).toBeUndefined()
  })

  test('names are only names, and a text is only text', async () => {
    const token = await link()
    expect((await get(`/s/${token}`)).text).toContain('&lt;b&gt; &amp; &quot;notes&quot;.txt')
    const shown = await get(`/s/${token}/view?path=${encodeURIComponent('/<b> & "notes".txt')}`)
    expect(shown.text).toContain('Il était une fois &lt;script&gt;')
    expect((await get(`/s/${token}/view?path=/page.html`)).text).not.toContain('<script>alert')
  })

  test.each(['/../', '/..%2f', '/sub/../../', '/%00', '/nowhere', `/${'a/'.repeat(500)}`, '/sub/deep.txt/x'])(
    'nothing lies at %j',
    async (path) => {
      const token = await link()
      const answer = await get(`/s/${token}?path=${path}`)
      expect(answer.status).toBe(404)
      expect(answer.text).toContain(`href="/s/${token}"`)
    },
  )

  test('unknown, withdrawn and ended ones are 404; the ended one says so', async () => {
    expect((await get('/s/nowhere')).status).toBe(404)
    const { share, token } = await linkTo(house, 'alice', 'cours')
    await house.domain.records.write([], (writer) =>
      writer.run('UPDATE share SET expires = ? WHERE id = ?', 1_000_000_000, share),
    )
    const ended = await get(`/s/${token}`)
    expect(ended.status).toBe(404)
    expect(ended.text).toContain('Ce partage est terminé')
    expect(ended.text).not.toContain('cours')
    expect(ended.text).not.toContain('Alice')
  })

  test('whoever needs an ended one asks, and its owner hears of it once', async () => {
    const { share, token } = await linkTo(house, 'alice', 'cours')
    await house.domain.records.write([], (writer) =>
      writer.run('UPDATE share SET expires = ? WHERE id = ?', 1_000_000_000, share),
    )
    for (let i = 0; i < 3; i++)
      expect((await post(`/s/${token}/reopen`, {})).text).toContain('La demande est transmise')
    const told = (await listNotifications(house.domain, 'alice')).filter(
      ({ kind, object }) => kind === 'link-reopen-asked' && object.id === String(share),
    )
    expect(told).toHaveLength(1)
    expect((await post('/s/nowhere/reopen', {})).status).toBe(404)
  })

  test('what is reported reaches the administrators, and nobody learns whether there is such a link', async () => {
    const token = await link()
    const said = { text: 'Cette photo montre mon enfant.', from: 'parent@example.org' }
    const answers = [await post(`/s/${token}/report`, said), await post('/s/nowhere/report', said)]
    for (const answer of answers) expect(answer.text).toContain('Merci, c’est transmis')
    const told = await listNotifications(house.domain, 'root')
    expect(told).toEqual([expect.objectContaining({ kind: 'link-reported' })])
    expect(told[0]!.facts).toMatchObject({ ...said, file: 'cours', sharer: 'alice' })
    expect((await post(`/s/${token}/report`, { text: ' ' })).status).toBe(400)
  })
})

describe('a link with a password', () => {
  test('leads to the form, and tells nothing before', async () => {
    const token = await link('cours', { password: PASSWORD })
    for (const what of ['', '?path=/sub', '/view?path=/page.html', '/page?path=/sheets.pdf']) {
      const answer = await get(`/s/${token}${what}`)
      expect([answer.status, answer.header('location')]).toEqual([303, `/s/${token}/authenticate/showshare`])
    }
    const form = await get(`/s/${token}/authenticate/showShare`)
    expect(form.status).toBe(200)
    expect(form.text).toContain('name="password"')
    expect(form.text).toContain(`name="sharingToken" value="${token}"`)
    for (const secret of ['cours', 'Alice', 'photo']) expect(form.text).not.toContain(secret)
  })

  test('a wrong one brings the form again; a right one the page, and one cookie', async () => {
    const token = await link('cours', { password: PASSWORD })
    const wrong = await post(`/s/${token}/authenticate/showshare`, { password: 'faux' })
    expect([wrong.status, wrong.header('set-cookie')]).toEqual([200, undefined])
    expect(wrong.text).toContain('Ce n’est pas le bon mot de passe')
    const right = await post(`/s/${token}/authenticate/showshare`, { password: PASSWORD })
    const cookie = right.header('set-cookie')!
    expect(cookie).toMatch(/^nuage-link-\d+=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/)
    const page = await get(`/s/${token}`, { cookie: cookie.split(';')[0]! })
    expect(page.status).toBe(200)
    expect(page.text).toContain('photo.jpg')
  })

  test.each([
    ['showshare', ''],
    ['preview', '/preview'],
    ['downloadShare', '/download'],
    ['nonsense', ''],
  ])('goes on to what was wanted: %s', async (what, then) => {
    const token = await link('cours', { password: PASSWORD })
    const answer = await post(`/s/${token}/authenticate/${what}`, { password: PASSWORD })
    expect(answer.header('location')).toBe(`/s/${token}${then}`)
  })

  test('a tampered cookie, one of another link and one of an older password open nothing', async () => {
    const { share, token } = await linkTo(house, 'alice', 'cours', { password: PASSWORD })
    const other = await link('cours', { password: PASSWORD })
    const cookie = await unlocked(token)
    const [name, value] = cookie.split('=') as [string, string]
    const foreign = (await unlocked(other)).split('=')[1]!
    const tampered = [
      `${name}=${value.replace(/.(?=.{9}$)/, (sign) => (sign === 'A' ? 'B' : 'A'))}`,
      `${name}=${value.replace(/^\d+/, '1')}`,
      `${name}=${value.replace(/^(\d+\.\d+\.)\d+/, '$19999999999')}`,
      `${name}=${foreign}`,
      `${name}=`,
    ]
    for (const one of tampered)
      expect([one, (await get(`/s/${token}`, { cookie: one })).status]).toEqual([one, 303])
    expect((await get(`/s/${token}`, { cookie })).status).toBe(200)
    await house.domain.records.write([], (writer) =>
      writer.run('UPDATE link SET password_revision = password_revision + 1 WHERE share = ?', share),
    )
    expect((await get(`/s/${token}`, { cookie })).status).toBe(303)
  })
})

describe('a download', () => {
  test('goes to where the bytes are, also with HEAD', async () => {
    const token = await link()
    const dav = `/public.php/dav/files/${token}`
    const addresses = {
      '/download': `${dav}/?accept=zip`,
      '/download/cours.zip': `${dav}/?accept=zip`,
      '/download?path=/sub': `${dav}/sub/?accept=zip`,
      '/download?path=/&files=photo.jpg': `${dav}/?accept=zip&files=%5B%22photo.jpg%22%5D`,
      '/download?files=%5B%22photo.jpg%22%2C%22sub%22%5D': `${dav}/?accept=zip&files=%5B%22photo.jpg%22%2C%22sub%22%5D`,
    }
    for (const [what, target] of Object.entries(addresses))
      for (const method of ['GET', 'HEAD']) {
        const answer = await get(`/s/${token}${what}`, {}, method)
        expect([what, answer.status, answer.header('location')]).toEqual([what, 303, target])
      }
    const zip = await get(`${dav}/?accept=zip`)
    expect([zip.status, zip.header('content-type')]).toEqual([200, 'application/zip'])
  })

  test('of a single file is the file', async () => {
    const token = await link('cours/photo.jpg')
    const { headers } = await get(`/s/${token}/download`)
    const file = await get(headers.get('location')!)
    expect([file.status, file.header('content-type')]).toEqual([200, 'image/jpeg'])
    expect(file.header('content-disposition')).toMatch(/^attachment/)
  })

  test('asks for the password first, is not there when hidden, refused when forbidden or for handing in', async () => {
    const locked = await link('cours', { password: PASSWORD })
    const first = await get(`/s/${locked}/download`)
    expect([first.status, first.header('location')]).toEqual([303, `/s/${locked}/authenticate/downloadshare`])
    expect((await get(`/s/${await link('cours', { hideDownload: true })}/download`)).status).toBe(404)
    expect((await get(`/s/${await link('cours', { attributes: NO_DOWNLOAD })}/download`)).status).toBe(403)
    expect((await get(`/s/${await link('cours', { permissions: 4 })}/download`)).status).toBe(403)
  })
})

describe('previews', () => {
  const preview = '/index.php/apps/files_sharing/publicpreview'
  const statusOf = async (path: string, headers = {}): Promise<number> => (await get(path, headers)).status

  test('of a file in a shared folder, in the size that is asked for', async () => {
    const token = await link()
    const answer = await get(`${preview}/${token}?file=/photo.jpg&x=64&y=64&a=true`)
    expect([answer.status, answer.header('content-type')]).toEqual([200, 'image/jpeg'])
    const { width, height } = await sharp(answer.body).metadata()
    expect([width, height]).toEqual([64, 48])
    const etag = answer.header('etag')!
    expect(
      await statusOf(`${preview}/${token}?file=/photo.jpg&x=64&y=64&a=true`, { 'if-none-match': etag }),
    ).toBe(304)
  })

  test('of a shared file, large', async () => {
    const answer = await get(`/s/${await link('cours/photo.jpg')}/preview`)
    expect(answer.status).toBe(200)
    expect((await sharp(answer.body).metadata()).width).toBe(800)
  })

  test('statuses as recorded', async () => {
    const token = await link()
    expect(await statusOf(`/s/${token}/preview`)).toBe(400)
    expect(await statusOf(`${preview}/${token}`)).toBe(400)
    expect(await statusOf(`${preview}/${token}?file=/photo.jpg&x=0&y=64`)).toBe(400)
    expect(await statusOf(`${preview}/${token}?file=/../photo.jpg`)).toBe(400)
    expect(await statusOf(`${preview}/${token}?file=/nowhere.jpg`)).toBe(404)
    expect(await statusOf(`${preview}/${token}?file=/film.mp4`)).toBe(404)
    expect(await statusOf(`${preview}/nowhere?file=/photo.jpg`)).toBe(404)
    const look = await link('cours', { attributes: NO_DOWNLOAD })
    expect(await statusOf(`${preview}/${look}?file=/photo.jpg`)).toBe(403)
    expect(await statusOf(`${preview}/${await link('cours', { permissions: 4 })}?file=/photo.jpg`)).toBe(403)
  })

  test('wait for the password', async () => {
    const token = await link('cours', { password: PASSWORD })
    const alone = await link('cours/photo.jpg', { password: PASSWORD })
    expect(await statusOf(`${preview}/${token}?file=/photo.jpg`)).toBe(404)
    const form = await get(`/s/${alone}/preview`)
    expect([form.status, form.header('location')]).toEqual([303, `/s/${alone}/authenticate/preview`])
    const cookie = await unlocked(token)
    expect(await statusOf(`${preview}/${token}?file=/photo.jpg`, { cookie })).toBe(200)
  })
})

describe('where download is forbidden', () => {
  test('pages are shown as pictures that bear a mark and are not kept', async () => {
    const [look, free] = [await link('cours', { attributes: NO_DOWNLOAD }), await link()]
    const [marked, plain] = await Promise.all(
      [look, free].map((token) => get(`/s/${token}/page?path=/sheets.pdf&number=2`)),
    )
    expect([marked!.status, marked!.header('content-type')]).toEqual([200, 'image/jpeg'])
    expect([marked!.header('cache-control'), plain!.header('cache-control')]).toEqual([
      ...['no-store', 'private, max-age=86400'],
    ])
    expect(marked!.body.equals(plain!.body)).toBe(false)
    const { width, height } = await sharp(marked!.body).metadata()
    expect(Math.max(width, height)).toBe(1600)
    const pictures = await get(`/s/${look}/page?path=/photo.jpg`)
    expect(pictures.status).toBe(200)
    const original = await alice.client.send({
      method: 'GET',
      path: '/remote.php/dav/files/alice/cours/photo.jpg',
    })
    expect(pictures.body.equals(original.body)).toBe(false)
  })

  test('no page is offered that is not there, no film and no text', async () => {
    const look = await link('cours', { attributes: NO_DOWNLOAD })
    for (const what of [
      '/sheets.pdf&number=3',
      '/sheets.pdf&number=0',
      '/sheets.pdf&number=x',
      '/film.mp4',
      '/sub',
    ])
      expect([what, (await get(`/s/${look}/page?path=${what}`)).status]).toEqual([what, 404])
    const text = await get(`/s/${look}/view?path=${encodeURIComponent('/<b> & "notes".txt')}`)
    expect(text.text).not.toContain('une fois')
    const film = await get(`/s/${look}/view?path=/film.mp4`)
    expect(film.text).not.toContain('<video')
    expect(film.text).toContain('l’original')
    const page = await get(`/s/${look}`)
    expect(page.text).not.toContain('/public.php/')
    expect(page.text).not.toContain('/download')
  })
})

describe('what may be changed', () => {
  const at = (token: string, what: string, path: string): string =>
    `/s/${token}${what}?${new URLSearchParams({ path })}`
  const seenIn = (page: AcceptedAnswer): string => /name="seen" value="([^"]+)"/.exec(page.text)![1]!
  const ask = (token: string, path: string): Promise<AcceptedAnswer> => get(at(token, '/remove', path))

  test('is renamed by a plain form, and nothing is replaced by it', async () => {
    await folderOf(house, 'alice', 'ouvert')
    await folderOf(house, 'alice', 'ouvert/dossier')
    for (const name of ['a.txt', 'b.txt']) await fileOf(house, 'alice', `ouvert/${name}`, name)
    const token = await link('ouvert', { permissions: 15 })
    const page = await get(at(token, '/view', '/a.txt'))
    expect(page.text).toContain('Renommer')
    expect(page.text).toContain(at(token, '/remove', '/a.txt').replaceAll('%2F', '/'))
    const to = (path: string, name: string) => post(at(token, '/rename', path), { name })
    const done = await to('/a.txt', 'été.txt')
    expect([done.status, done.header('location')]).toEqual([303, `/s/${token}?did=renamed`])
    expect((await get(`/s/${token}?did=renamed`)).text).toContain('Le nouveau nom est en place')
    const taken = await to('/été.txt', 'b.txt')
    expect([taken.status, taken.text]).toEqual([409, expect.stringContaining('porte déjà ce nom')])
    for (const bad of ['', '..', '../b2.txt', 'x/y', '.htaccess', 'a\u0001b'])
      expect((await to('/été.txt', bad)).status).toBe(409)
    expect((await to('/nowhere.txt', 'c.txt')).status).toBe(404)
    expect((await to('', 'c')).status).toBe(403)
    expect((await to('/dossier', 'classeur')).header('location')).toBe(`/s/${token}?did=renamed`)
    expect((await namesIn('ouvert')).sort()).toEqual(['b.txt', 'classeur', 'été.txt'])
  })

  test('is deleted after a question, into the trash of whoever shares it', async () => {
    await folderOf(house, 'alice', 'vidé')
    await folderOf(house, 'alice', 'vidé/dossier')
    await fileOf(house, 'alice', 'vidé/dossier/a.txt', 'a')
    await fileOf(house, 'alice', 'vidé/b.txt', 'b')
    const token = await link('vidé', { permissions: 15 })
    for (const [path, folder] of [
      ['/dossier/a.txt', '/dossier'],
      ['/dossier', undefined],
    ] as const) {
      const asked = await ask(token, path)
      expect(asked.status).toBe(200)
      expect(asked.text).toContain('corbeille')
      const done = await post(at(token, '/remove', path), { seen: seenIn(asked) })
      const query = new URLSearchParams({ ...(folder && { path: folder }), did: 'removed' })
      expect(done.status).toBe(303)
      expect(done.header('location')).toBe(`/s/${token}?${query}`.replaceAll('%2F', '/'))
    }
    expect(await namesIn(encodeURIComponent('vidé'))).toEqual(['b.txt'])
    const trash = await listTrash(house.domain, memberOf('alice'))
    expect(
      trash.filter(({ location }) => location.startsWith('vidé')).map(({ location }) => location),
    ).toEqual(expect.arrayContaining(['vidé/dossier', 'vidé/dossier/a.txt']))
  })

  test('is not deleted where it was changed after the question, or without one', async () => {
    await folderOf(house, 'alice', 'changé')
    await fileOf(house, 'alice', 'changé/a.txt', 'first')
    const token = await link('changé', { permissions: 15 })
    const seen = seenIn(await ask(token, '/a.txt'))
    await fileOf(house, 'alice', 'changé/a.txt', 'second')
    for (const fields of [{ seen }, {}] as Record<string, string>[]) {
      const late = await post(at(token, '/remove', '/a.txt'), fields)
      expect([late.status, late.text]).toEqual([
        409,
        expect.stringContaining('Quelqu’un vient de le modifier'),
      ])
    }
    expect(await namesIn(encodeURIComponent('changé'))).toEqual(['a.txt'])
  })

  test('is neither offered nor done without the right, from another site, or of what is shared itself', async () => {
    await folderOf(house, 'alice', 'figé')
    await fileOf(house, 'alice', 'figé/a.txt', 'a')
    const [closed, adding, open] = [
      await link('figé'),
      await link('figé', { permissions: 5 }),
      await link('figé', { permissions: 15 }),
    ]
    const seen = seenIn(await ask(open, '/a.txt'))
    for (const token of [closed, adding]) {
      const page = await get(at(token, '/view', '/a.txt'))
      expect(page.text).not.toMatch(/Renommer|Supprimer/)
      expect((await ask(token, '/a.txt')).status).toBe(403)
      expect((await post(at(token, '/remove', '/a.txt'), { seen })).status).toBe(403)
      expect((await post(at(token, '/rename', '/a.txt'), { name: 'b.txt' })).status).toBe(403)
    }
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
    ]
    for (const headers of elsewhere) {
      expect((await post(at(open, '/remove', '/a.txt'), { seen }, headers)).status).toBe(403)
      expect((await post(at(open, '/rename', '/a.txt'), { name: 'b.txt' }, headers)).status).toBe(403)
    }
    expect((await ask(open, '')).status).toBe(403)
    expect((await post(`/s/${open}/remove`, { seen })).status).toBe(403)
    expect(await namesIn(encodeURIComponent('figé'))).toEqual(['a.txt'])
  })
})

describe('an upload by the plain form', () => {
  const rights = { permissions: 15 }

  test('keeps every file beside what is there, also two of one name at the same moment', async () => {
    await folderOf(house, 'alice', 'rendu')
    await fileOf(house, 'alice', 'rendu/a.txt', 'first')
    const token = await link('rendu', rights)
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((body) => send(`/s/${token}/upload`, [{ name: 'a.txt', body }])),
    )
    for (const answer of answers)
      expect([answer.status, answer.header('location')]).toEqual([303, `/s/${token}?done=1`])
    expect((await namesIn('rendu')).sort()).toEqual(['a (2).txt', 'a (3).txt', 'a (4).txt', 'a.txt'])
  })

  test.each([
    ['../../evil.txt', 'evil.txt'],
    ['C:\\Users\\lea\\devoir.odt', 'devoir.odt'],
    ['Élève.txt', 'Élève.txt'],
    ['a%22b.txt', 'a"b.txt'],
  ])('takes the name %j as %j', async (name, kept) => {
    const folder = `noms ${kept.length} ${Buffer.from(name).toString('hex').slice(0, 8)}`
    await folderOf(house, 'alice', folder)
    const token = await link(folder, rights)
    expect((await send(`/s/${token}/upload`, [{ name, body: 'x' }])).status).toBe(303)
    expect(await namesIn(encodeURIComponent(folder))).toEqual([kept])
  })

  test.each(['..', '', '.htaccess', 'a\u0001b'])('has no use for the name %j, and says so', async (name) => {
    const folder = `sans ${Buffer.from(name).toString('hex')}`
    await folderOf(house, 'alice', folder)
    const token = await link(folder, rights)
    const answer = await send(`/s/${token}/upload`, [{ name, body: 'x' }])
    expect(answer.status).toBe(400)
    expect(await namesIn(encodeURIComponent(folder))).toEqual([])
  })

  test('says what arrived when something after it did not', async () => {
    await folderOf(house, 'alice', 'moitié')
    const token = await link('moitié', rights)
    const files = [
      { name: 'bon.txt', body: 'x' },
      { name: '.htaccess', body: 'x' },
    ]
    const answer = await send(`/s/${token}/upload`, files)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('Tout n’est pas arrivé')
    expect(answer.text).toContain('<li>bon.txt</li>')
    expect(await namesIn(encodeURIComponent('moitié'))).toEqual(['bon.txt'])
  })

  test('answers the script of the page in data', async () => {
    await folderOf(house, 'alice', 'script')
    const token = await link('script', rights)
    const headers = { accept: 'application/json' }
    const good = await send(`/s/${token}/upload`, [{ name: 'a.txt', body: 'x' }], headers)
    expect([good.status, good.json()]).toEqual([200, { files: ['a.txt'] }])
    const bad = await send(`/s/${token}/upload`, [{ name: '..', body: 'x' }], headers)
    expect(bad.status).toBe(400)
    expect(bad.json()).toMatchObject({ files: [], error: expect.any(String) })
  })

  test('is refused without the right, from another site, without a form and cut off', async () => {
    await folderOf(house, 'alice', 'clos')
    const [closed, open] = [await link('clos'), await link('clos', rights)]
    const file = [{ name: 'a.txt', body: 'x' }]
    expect((await send(`/s/${closed}/upload`, file)).status).toBe(403)
    expect((await send(`/s/${open}/upload`, file, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await send(`/s/${open}/upload`, file, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(`/s/${open}/upload`, { files: 'x' })).status).toBe(400)
    const cut = await house.stranger.send({
      ...{ method: 'POST', path: `/s/${open}/upload` },
      headers: { ...BROWSER, 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf',
    })
    expect(cut.status).toBe(400)
    expect(await namesIn('clos')).toEqual([])
  })

  test('replaces one file where that is allowed, and keeps what it was', async () => {
    await folderOf(house, 'alice', 'suite')
    await fileOf(house, 'alice', 'suite/a.txt', 'before')
    const [open, adding] = [await link('suite', rights), await link('suite', { permissions: 5 })]
    const file = [{ name: 'other.txt', body: 'after' }]
    expect((await send(`/s/${adding}/upload?path=/a.txt&replace=1`, file)).status).toBe(403)
    const done = await send(`/s/${open}/upload?path=/a.txt&replace=1`, file)
    expect([done.status, done.header('location')]).toEqual([303, `/s/${open}/view?path=/a.txt`])
    const now = await alice.client.send({ method: 'GET', path: '/remote.php/dav/files/alice/suite/a.txt' })
    expect(now.text).toBe('after')
    expect(await namesIn('suite')).toEqual(['a.txt'])
  })
})

describe('codes and posters', () => {
  /** A browser in which somebody has signed in. */
  async function browserOf(user: string): Promise<Record<string, string>> {
    const page = await get('/login')
    const browser = page.header('set-cookie')!.split(';')[0]!
    const requesttoken = /name="requesttoken" value="([^"]*)"/.exec(page.text)![1]!
    const fields = { requesttoken, user, password: 'four small grey clouds' }
    const answer = await post('/login', fields, { cookie: browser })
    const session = /nuage-session=[^;]+/.exec(answer.header('set-cookie')!)![0]
    return { cookie: session }
  }

  async function codeOn(pdf: Buffer): Promise<string | undefined> {
    const document = await (await PDFiumLibrary.init()).loadDocument(pdf)
    const shown = await document.getPage(0).render({ width: 827, height: 1169, render: 'bitmap' })
    const code = readPixels({ pixels: shown.data, width: shown.width, height: shown.height })
    document.destroy()
    return code
  }

  test('lead to the link, for whoever shares it and nobody else', async () => {
    const token = await link('cours', { password: PASSWORD })
    const address = `${house.url}/s/${token}`
    const [hers, his] = [await browserOf('alice'), await browserOf('bob')]
    const png = await get(`/s/${token}/qr.png?size=300`, hers)
    expect(await readCode(png.body)).toBe(address)
    const svg = await get(`/s/${token}/qr.svg`, hers)
    expect(svg.header('content-type')).toBe('image/svg+xml')
    expect(await readCode(await sharp(svg.body).resize(500).png().toBuffer())).toBe(address)
    const pdf = await get(`/s/${token}/poster.pdf`, hers)
    expect(await codeOn(pdf.body)).toBe(address)
    expect((await get(`/s/${token}/poster.pdf`, hers)).body.equals(pdf.body)).toBe(true)
    for (const what of ['qr.png', 'qr.svg', 'poster', 'poster.pdf']) {
      expect((await get(`/s/${token}/${what}`)).status).toBe(303)
      expect((await get(`/s/${token}/${what}`, his)).status).toBe(404)
    }
  })

  test('a poster bears the password when it is the right one', async () => {
    const token = await link('cours', { password: PASSWORD })
    const hers = await browserOf('alice')
    const page = await get(`/s/${token}/poster`, hers)
    const requesttoken =
      /action="[^"]*poster\.pdf"><input type="hidden" name="requesttoken" value="([^"]*)"/.exec(
        page.text,
      )![1]!
    const ask = (password: string) =>
      post(`/s/${token}/poster.pdf`, { requesttoken, title: 'Exposés', password }, hers)
    const wrong = await ask('faux')
    expect([wrong.status, wrong.header('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    const right = await ask(PASSWORD)
    expect([right.status, right.header('content-type')]).toEqual([200, 'application/pdf'])
    const without = await ask('')
    expect(right.body.length).toBeGreaterThan(without.body.length)
    const foreign = await post(`/s/${token}/poster.pdf`, { title: 'x', password: PASSWORD }, hers)
    expect(foreign.status).toBe(403)
  })
})
