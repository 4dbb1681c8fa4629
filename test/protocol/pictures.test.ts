import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { READ } from '../../server/src/vocabulary/permissions.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../house.ts'
import { sheetPdf } from '../rigs/pdf.ts'
import { colourAt, film, photo } from '../rigs/pictures.ts'
import { giveShare } from '../rigs/shares.ts'
import { withTools } from '../rigs/with-tools.ts'
import type { AcceptedAnswer } from './client.ts'
import { value } from './multistatus.ts'
import { browserOf, type Speaker } from './web/api.ts'

// Drawing processes start here, on machines that may be busy.
vi.setConfig({ testTimeout: 100_000, hookTimeout: 120_000 })

const NC = 'http://nextcloud.org/ns'
const FILES = '/remote.php/dav/files/alice'
const CORE = '/index.php/core/preview'

let house: TestHouse
let alice: Inhabitant
let bob: Inhabitant

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice Martin', quota: 'unlimited' })
  bob = await house.person({ id: 'bob', name: 'Bob' })
})
afterAll(() => house.close())

/** @returns the number of the file. */
async function put(name: string, body: Buffer | string, mtime = 1_700_000_000): Promise<string> {
  const headers = { 'X-OC-MTime': String(mtime) }
  const answer = await alice.client.dav('PUT', `${FILES}/${name}`, { body, headers })
  return String(Number(answer.header('oc-fileid')!.slice(0, -12)))
}

const get = (
  path: string,
  who: Inhabitant | undefined = alice,
  headers: Record<string, string> = {},
): Promise<AcceptedAnswer> =>
  (who === undefined ? house.stranger : who.client).send({ method: 'GET', path, headers })

const hasPreview = async (address: string): Promise<string | undefined> =>
  value((await alice.client.propfind(address, [`{${NC}}has-preview`]))[0]!, NC, 'has-preview')

const none = (answer: AcceptedAnswer): [number, unknown] => [answer.status, answer.json()]

describe('a photo', () => {
  let id: string
  beforeAll(async () => {
    id = await put('photo.jpg', await photo(800, 600))
  })

  test('is found by its id and by its path, in the size that is asked for', async () => {
    const addresses = {
      [`${CORE}?fileId=${id}&x=256&y=256&a=1&mode=cover&forceIcon=0`]: '341×256',
      [`${CORE}?fileId=${id}&x=256&y=256&a=1`]: '256×192',
      [`${CORE}?fileId=${id}&x=64&y=64`]: '64×64',
      '/index.php/core/preview.png?file=%2Fphoto.jpg&x=500&y=500&a=true': '512×384',
      '/core/preview?file=photo.jpg': '64×64',
      '/index.php/apps/files/api/v1/thumbnail/256/256/photo.jpg': '256×256',
    }
    for (const [address, size] of Object.entries(addresses)) {
      const answer = await get(address)
      expect(answer.status, address).toBe(200)
      const { format, width, height } = await sharp(answer.body).metadata()
      expect([format, `${width}×${height}`], address).toEqual(['jpeg', size])
      expect(answer.header('content-type')).toBe('image/jpeg')
      expect(answer.header('content-length')).toBe(String(answer.body.length))
    }
  })

  test('may be kept by its reader, who asks whether it changed', async () => {
    const address = `${CORE}?fileId=${id}&x=64&y=64`
    const answer = await get(address)
    expect(answer.header('cache-control')).toBe('private, max-age=86400, immutable')
    expect(answer.header('last-modified')).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    const etag = answer.header('etag')!
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    const again = await get(address, alice, { 'If-None-Match': etag })
    expect([again.status, again.body.length, again.header('etag')]).toEqual([304, 0, etag])
    expect((await get(address, alice, { 'If-None-Match': '"other"' })).status).toBe(200)
    expect((await get(`${CORE}?fileId=${id}&x=256&y=256`)).header('etag')).not.toBe(etag)
  })

  test('is shown to nobody else', async () => {
    const address = `${CORE}?fileId=${id}&x=64&y=64`
    expect(none(await get(address, bob))).toEqual([404, []])
    expect(none(await get('/core/preview?file=/photo.jpg', bob))).toEqual([404, []])
    const nobody = await house.stranger.send({ method: 'GET', path: address })
    expect(none(nobody)).toEqual([401, []])
    const wrong = { user: 'alice', password: 'not her password' }
    expect((await house.stranger.as(wrong).send({ method: 'GET', path: address })).status).toBe(401)
    const etag = (await get(address)).header('etag')!
    expect((await get(address, bob, { 'If-None-Match': etag })).status).toBe(404)
  })

  test.each(['x=0', 'y=0', 'x=-1', 'x=abc', 'fileId=abc', 'x=9999999', 'file=../a', 'fileId=-1'])(
    'with %s is a bad request',
    async (wrong) => {
      const right = wrong.startsWith('file') ? 'x=64' : `fileId=${id}`
      expect(none(await get(`${CORE}?${right}&${wrong}`))).toEqual([400, []])
    },
  )

  test('of no file is a bad request, of an unknown one not found', async () => {
    expect((await get(CORE)).status).toBe(400)
    for (const address of [`${CORE}?fileId=99999999`, `${CORE}?file=/no.jpg`, `${CORE}?file=/`])
      expect(none(await get(address)), address).toEqual([404, []])
  })

  test('is turned into another when the file is overwritten, and the version keeps its own', async () => {
    const red = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#ff0000' } })
      .jpeg()
      .toBuffer()
    const blue = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#0000ff' } })
      .jpeg()
      .toBuffer()
    const file = await put('twice.jpg', red, 1_700_000_001)
    const before = await get(`${CORE}?fileId=${file}&x=64&y=64`)
    await put('twice.jpg', blue, 1_700_000_002)
    const after = await get(`${CORE}?fileId=${file}&x=64&y=64`, alice, {
      'If-None-Match': before.header('etag')!,
    })
    expect(after.status).toBe(200)
    expect((await colourAt(after.body, 0.5, 0.5))[2]).toBeGreaterThan(200)
    const version = `/index.php/apps/files_versions/preview?file=%2Ftwice.jpg&x=64&y=64&version=1700000001`
    const old = await get(version)
    expect((await colourAt(old.body, 0.5, 0.5))[0]).toBeGreaterThan(200)
    expect((await get(version.replace('1700000001', '5'))).status).toBe(404)
    expect(await hasPreview(`/remote.php/dav/versions/alice/versions/${file}/1700000001`)).toBe('true')
  })

  test('in the trash is shown to its owner, and no longer as a file', async () => {
    const file = await put('away.jpg', await photo())
    const trashed = `/index.php/apps/files_trashbin/preview?fileId=${file}&x=64&y=64`
    expect((await get(trashed)).status).toBe(404)
    await alice.client.dav('DELETE', `${FILES}/away.jpg`)
    expect((await get(trashed)).status).toBe(200)
    expect((await get(trashed, bob)).status).toBe(404)
    expect((await get(`${CORE}?fileId=${file}`)).status).toBe(404)
    expect((await get('/index.php/apps/files_trashbin/preview?x=64&y=64')).status).toBe(400)
    const lines = await alice.client.propfind(
      '/remote.php/dav/trashbin/alice/trash/',
      [`{${NC}}has-preview`],
      '1',
    )
    const told = lines.map((line) => value(line, NC, 'has-preview'))
    expect(told.filter((one) => one === 'true')).toHaveLength(1)
  })
})

test('has-preview tells the truth, before and after it was tried', async () => {
  await put(
    'good.png',
    await sharp(await photo())
      .png()
      .toBuffer(),
  )
  await put('note.md', '# Note')
  await put('broken.png', 'no pixels at all')
  await put('empty.png', '')
  await put('program.bin', 'bytes')
  const told = async () =>
    await Promise.all(
      ['good.png', 'note.md', 'broken.png', 'empty.png', 'program.bin', ''].map((name) =>
        hasPreview(`${FILES}/${name}`),
      ),
    )
  expect(await told()).toEqual(['true', 'true', 'true', 'false', 'false', 'false'])
  for (const name of ['good.png', 'note.md', 'broken.png', 'empty.png', 'program.bin'])
    await get(`${CORE}?file=/${name}&x=64&y=64`)
  expect(await told()).toEqual(['true', 'true', 'false', 'false', 'false', 'false'])
  expect((await get(`${CORE}?file=/good.png&x=64&y=64`)).status).toBe(200)
  expect((await get(`${CORE}?file=/broken.png&x=64&y=64`)).status).toBe(404)
})

test('whoever takes a glyph instead is sent to that of the kind of file', async () => {
  await put('archive.zip', 'PK')
  const path = `${CORE}?file=/archive.zip&x=64&y=64`
  expect((await get(path)).status).toBe(404)
  const answer = await get(`${path}&mimeFallback=true`)
  expect(answer.status).toBe(303)
  const glyph = await get(answer.header('location')!)
  expect([glyph.status, glyph.header('content-type')]).toEqual([200, 'image/svg+xml'])
  expect((await get(`${CORE}?file=/missing.zip&mimeFallback=true`)).status).toBe(404)
})

describe('a document page by page', () => {
  let id: string
  let browser: Speaker
  const page = (number: number | string) => `/core/preview?fileId=${id}&page=${number}`
  beforeAll(async () => {
    id = await put('three.pdf', sheetPdf(3))
    browser = await browserOf(house, 'alice')
  })

  test('tells how many pages it has, and shows each', async () => {
    const told = () => browser.call('GET', `/items/${id}/pages`)
    await expect.poll(async () => (await told()).status, { timeout: 60_000 }).toBe(200)
    expect((await told()).body).toEqual({ pages: 3, marked: false })
    const [first, third] = [await get(page(1)), await get(page(3))]
    for (const answer of [first, third]) {
      const { format, width, height } = await sharp(answer.body).metadata()
      expect([answer.status, format, `${width}×${height}`]).toEqual([200, 'jpeg', '1131×1600'])
      expect(answer.header('cache-control')).toBe('private, max-age=86400, immutable')
    }
    expect(first.body.equals(third.body)).toBe(false)
    const again = await get(page(3), alice, { 'If-None-Match': third.header('etag')! })
    expect(again.status).toBe(304)
    for (const number of [4, 201]) expect(none(await get(page(number)))).toEqual([404, []])
    for (const number of [0, -1, 'x']) expect(none(await get(page(number)))).toEqual([400, []])
  })

  test('is nothing to others, and there is none of what has no picture', async () => {
    expect(none(await get(page(1), bob))).toEqual([404, []])
    const stranger = await browserOf(house, 'bob')
    expect((await stranger.call('GET', `/items/${id}/pages`)).status).toBe(404)
    const bytes = await put('bytes.bin', 'bytes')
    expect((await browser.call('GET', `/items/${bytes}/pages`)).status).toBe(404)
  })

  test('may be looked at, and not kept, by whoever may not have the file: with their name on it', async () => {
    await giveShare(house.domain, {
      ...{ node: Number(id), sharer: 'alice', recipient: 'bob', permissions: READ },
    })
    const reader = await browserOf(house, 'bob')
    const told = () => reader.call('GET', `/items/${id}/pages`)
    await expect.poll(async () => (await told()).status, { timeout: 60_000 }).toBe(200)
    expect((await told()).body).toEqual({ pages: 3, marked: true })
    const marked = await get(page(1), bob)
    expect([marked.status, marked.header('cache-control')]).toEqual([200, 'no-store'])
    expect(marked.body.equals((await get(page(1))).body)).toBe(false)
    expect((await get(`/core/preview?fileId=${id}&x=64&y=64`, bob)).status).toBe(403)
  })
})

withTools('ffmpeg', 'a film', () => {
  test('has a preview', async () => {
    await put('film.mp4', await film())
    expect(await hasPreview(`${FILES}/film.mp4`)).toBe('true')
    const answer = await get(`${CORE}?file=/film.mp4&x=256&y=256&a=1`)
    expect(answer.status).toBe(200)
    expect((await colourAt(answer.body, 0.5, 0.5))[0]).toBeGreaterThan(200)
  })
})

describe('the picture of a person', () => {
  test('shows initials to anybody, in two sizes', async () => {
    for (const [size, width] of [
      ['32', 64],
      ['64', 64],
      ['128', 512],
      ['1024', 512],
    ] as const) {
      const answer = await house.stranger.send({ method: 'GET', path: `/index.php/avatar/alice/${size}` })
      expect(answer.status).toBe(200)
      expect(await sharp(answer.body).metadata()).toMatchObject({ format: 'png', width, height: width })
      expect(answer.header('x-nc-iscustomavatar')).toBe('0')
      expect(answer.header('cache-control')).toBe('public, max-age=86400')
    }
  })

  test('is the same until the name changes', async () => {
    const path = '/avatar/bob/64'
    const first = await get(path)
    const again = await get(path, alice, { 'If-None-Match': first.header('etag')! })
    expect([again.status, again.body.length]).toEqual([304, 0])
    expect((await get(`${path}/dark`)).header('etag')).not.toBe(first.header('etag'))
    expect((await get('/avatar/alice/64')).body.equals(first.body)).toBe(false)
  })

  test('of nobody is not found, of no size a bad request', async () => {
    expect(none(await get('/index.php/avatar/nobody/64'))).toEqual([404, []])
    expect(none(await get('/index.php/avatar/alice/large'))).toEqual([400, []])
  })

  test('is found beside the files, as the desktop asks for it', async () => {
    const place = '/remote.php/dav/avatars/alice'
    for (const size of [32, 128]) {
      const answer = await alice.client.dav('GET', `${place}/${size}.png`)
      expect([answer.status, answer.header('content-type')]).toEqual([200, 'image/png'])
    }
    const { body, headers } = await alice.client.dav('GET', `${place}/64.png`)
    expect((await sharp(body).metadata()).width).toBe(64)
    const etag = headers.get('etag')!
    const again = await alice.client.dav('GET', `${place}/64.png`, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    const missing = ['/remote.php/dav/avatars/nobody/64.png', `${place}/big.png`, place]
    for (const path of missing) expect((await alice.client.dav('GET', path)).status).toBe(404)
    expect((await house.stranger.dav('GET', `${place}/64.png`)).status).toBe(401)
  })
})
