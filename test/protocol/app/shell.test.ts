import { Readable } from 'node:stream'
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changePreferences } from '../../../server/src/domain/accounts/preferences/preferences.ts'
import { openSession } from '../../../server/src/domain/accounts/sessions/open.ts'
import { lookup } from '../../../server/src/domain/files/look-up.ts'
import { makeFolder } from '../../../server/src/domain/files/make-folder.ts'
import { writeFile } from '../../../server/src/domain/files/write.ts'
import { NO_HOLD } from '../../../server/src/domain/locks/lock.ts'
import type { Assets } from '../../../server/src/protocols/app/assets.ts'
import { app as plugin } from '../../../server/src/protocols/app/plugin.ts'
import type { Member } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'

const SCRIPT = Buffer.from('export const there = true\n'.repeat(40))
const app: Assets = {
  entry: 'app-1.js',
  styles: ['app-2.css'],
  preload: ['foundation-3.js'],
  words: { fr: 'fr-4.js', en: 'en-5.js' },
  find: (name) =>
    name === 'app-1.js'
      ? {
          ...{ type: 'text/javascript; charset=utf-8', plain: SCRIPT },
          ...{ brotli: brotliCompressSync(SCRIPT), gzip: gzipSync(SCRIPT) },
        }
      : undefined,
}
const alice: Member = { kind: 'member', person: 'alice', admin: false }
let house: TestHouse
let cookie: string
let folder: number
let file: number

beforeAll(async () => {
  house = await openTestHouse({ app })
  await house.person({ id: 'alice', name: '</script><b>Alice', language: 'fr' })
  cookie = `nuage-session=${await openSession(house.domain, { state: 'signed-in', person: 'alice', place: '127.0.0.1' })}`
  await makeFolder(house.domain, alice, ['Été'], NO_HOLD)
  await writeFile(house.domain, alice, ['Été', 'note.txt'], Readable.from([Buffer.from('texte')]), {
    hold: NO_HOLD,
  })
  folder = (await lookup(house.domain, alice, ['Été']))!.node.id
  file = (await lookup(house.domain, alice, ['Été', 'note.txt']))!.node.id
})
afterAll(async () => await house.close())

const get = (path: string, headers: Record<string, string> = { cookie }): Promise<Response> =>
  fetch(house.url + path, { headers, redirect: 'manual' })
const leadsTo = async (path: string, headers?: Record<string, string>): Promise<[number, string | null]> => {
  const answer = await get(path, headers)
  return [answer.status, answer.headers.get('location')]
}

test('the page of the app allows only what comes from here, and nobody keeps it', async () => {
  const answer = await get('/files')
  const page = await answer.text()
  const nonce = /<meta property="csp-nonce" nonce="([^"]+)">/.exec(page)?.[1]
  expect(answer.headers.get('content-security-policy')).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self' ${house.url.replace('http', 'ws')}; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  )
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('set-cookie')).toBeNull()
  const [other] = /nonce="[^"]+"/.exec(await (await get('/files')).text())!
  expect(other).not.toContain(nonce)
})

test('the page names its parts below the path of the instance, and carries who is signed in', async () => {
  const publicUrl = 'https://nuage.example/box'
  const server = Fastify()
  await server.register(plugin, { domain: house.domain, publicUrl, version: '1.2.3', assets: app })
  const { headers, body } = await server.inject({ url: '/files?sort=size', headers: { cookie } })
  await server.close()
  for (const name of ['app-1.js', 'app-2.css', 'foundation-3.js', 'fr-4.js'])
    expect(body).toContain(`"/box/assets/${name}"`)
  expect(body).not.toContain('en-5.js')
  expect(headers['content-security-policy']).toContain("connect-src 'self' wss://nuage.example;")
  const data = /<script type="application\/json" id="start">(.*?)<\/script>/.exec(body)![1]!
  expect(JSON.parse(data)).toMatchObject({
    ...{ base: '/box', language: 'fr', address: publicUrl, version: '1.2.3' },
    session: { person: { id: 'alice', name: '</script><b>Alice' } },
  })
  expect(body).toMatch(/<noscript>.*\/box\/\?plain=1/)
})

test('the page is in the language and the look that were chosen', async () => {
  await changePreferences(house.domain, alice, { language: 'en', theme: 'dark', density: 'compact' })
  const page = await (await get('/files')).text()
  expect(page).toContain('<html lang="en" data-theme="dark" data-density="compact">')
  expect(page).toContain('en-5.js')
  await changePreferences(house.domain, alice, { language: 'fr', theme: 'system', density: 'normal' })
  expect(await (await get('/files')).text()).toContain('<html lang="fr" data-density="normal">')
})

test('whoever is not signed in goes there first, and comes back to the whole address', async () => {
  const to = (path: string) => `/login?${new URLSearchParams({ redirect_url: path })}`
  expect(await leadsTo('/files?sort=size&item=3', {})).toEqual([302, to('/files?sort=size&item=3')])
  expect(await leadsTo('/trash', { cookie: 'nuage-session=0123456789abcdef' })).toEqual([302, to('/trash')])
})

test('each way that others know leads to the one of the app', async () => {
  expect(await leadsTo('/')).toEqual([302, '/files'])
  expect(await leadsTo('/index.php/files?desc=true')).toEqual([302, '/files?desc=true'])
  expect(await leadsTo(`/f/${folder}`)).toEqual([303, `/files/${folder}`])
  expect(await leadsTo(`/index.php/f/${file}`)).toEqual([303, `/files/${folder}?item=${file}`])
  expect(await leadsTo('/f/987654321')).toEqual([303, '/files/987654321'])
  expect(await leadsTo(`/apps/files/?dir=/%C3%89t%C3%A9&fileid=${file}`)).toEqual([303, `/f/${file}`])
  expect(await leadsTo(`/index.php/apps/files/files/${folder}`)).toEqual([303, `/f/${folder}`])
  expect(await leadsTo('/apps/files?dir=/%C3%89t%C3%A9')).toEqual([303, `/files/${folder}`])
  expect(await leadsTo('/apps/files?dir=/nowhere')).toEqual([303, '/files'])
})

test('the pages that need no script are still there', async () => {
  expect(await (await get('/?plain=1')).text()).toContain('/settings/devices/new')
  expect(await (await get(`/f/${file}?plain=1`)).text()).toContain('note.txt')
})

test('built files are kept for ever, as small as the browser takes them', async () => {
  for (const [accepted, coding, unpack] of [
    ['gzip, br', 'br', brotliDecompressSync],
    // The client of the tests has unpacked it by itself.
    ['gzip', 'gzip', (bytes: Buffer) => bytes],
    ['br;q=0, gzip;q=0', null, (bytes: Buffer) => bytes],
  ] as const) {
    const answer = await house.stranger.send({
      ...{ method: 'GET', path: '/assets/app-1.js', headers: { 'accept-encoding': accepted } },
    })
    expect(answer.header('content-encoding') ?? null).toBe(coding)
    expect(answer.header('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(unpack(answer.body).equals(SCRIPT)).toBe(true)
  }
})

test('a built file that is gone is a bare 404, never the page', async () => {
  for (const path of ['/assets/app-0.js', '/assets/..%2Fmanifest.json', '/assets/']) {
    const answer = await get(path, { accept: 'text/html' })
    expect([path, answer.status]).toEqual([path, 404])
  }
  expect(await (await get('/assets/app-0.js')).text()).toBe('')
})

test('what the app is installed by names nobody, and stays below its path', async () => {
  const server = Fastify()
  const publicUrl = 'https://nuage.example/box'
  await server.register(plugin, { domain: house.domain, publicUrl, version: '1.2.3', assets: app })
  const ask = async (url: string) => (await server.inject({ url, headers: { cookie } })).body
  const manifest = JSON.parse(await ask('/app.webmanifest?lang=en'))
  const [worker, offline] = [await ask('/sw.js'), await ask('/offline')]
  await server.close()
  expect(manifest).toMatchObject({ lang: 'en', start_url: '/box/files', scope: '/box/' })
  expect(worker).toContain('const BASE = "/box"')
  expect(() => new Function(worker)).not.toThrow()
  expect(offline).toContain('href="/box/assets/app-2.css"')
  for (const text of [worker, offline]) expect(text).not.toMatch(/alice|requestToken/i)
})
