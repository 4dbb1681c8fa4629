import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chance } from './chance.ts'
import { askDoctor, furnish, type Settings } from './ground.ts'
import { type Program, startProgram } from './program.ts'
import { sha1, Wire } from './wire.ts'

const KIBI = 1024
const luck = chance(13)
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const UPLOAD = '/remote.php/dav/uploads/alice/resumed'
const FILES = '/remote.php/dav/files/alice'

let folder: string
let settings: Settings
let password: string
let wire: Wire
let program: Program
let url: string

async function start(): Promise<void> {
  program = startProgram(settings)
  url = await program.ready
  wire.pointTo(url)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuage-stop-'))
  settings = { NUAGE_DATA: folder, NUAGE_THROTTLE: 'off' }
  password = (await furnish(settings, ['alice'])).get('alice')!
  wire = new Wire('alice', password)
  await start()
})
afterEach(async () => {
  await program.kill()
  await rm(folder, { recursive: true, force: true })
})

/** Sends a body a piece at a time. @returns the status, undefined when the line broke. */
function sendSlowly(path: string, body: Buffer, wait: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request(url + path, {
      method: 'PUT',
      agent: false,
      headers: {
        Authorization: `Basic ${Buffer.from(`alice:${password}`).toString('base64')}`,
        'Content-Length': body.length,
      },
    })
    sent.on('error', () => resolve(undefined))
    sent.on('response', (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    void (async () => {
      const piece = Math.ceil(body.length / 20)
      for (let at = 0; at < body.length && !sent.destroyed; at += piece) {
        sent.write(body.subarray(at, at + piece))
        await pause(wait)
      }
      sent.end()
    })()
  })
}

test('told to stop, it lets what is soon done end, cuts the rest after ten seconds, and clients resume', async () => {
  const chunks = [1, 2, 3].map(() => luck.bytes(400 * KIBI))
  expect((await wire.send({ method: 'MKCOL', path: UPLOAD }))?.status).toBe(201)
  const first = await wire.send({ method: 'PUT', path: `${UPLOAD}/00001`, body: chunks[0]! })
  expect(first?.status).toBe(201)
  const soon = sendSlowly(`${UPLOAD}/00002`, chunks[1]!, 100)
  const late = sendSlowly(`${UPLOAD}/00003`, chunks[2]!, 3_000)
  const whole = sendSlowly(`${FILES}/never%20whole`, luck.bytes(400 * KIBI), 3_000)
  await pause(500)
  const told = performance.now()
  expect(await program.stop(), program.output()).toBe(0)
  expect(performance.now() - told).toBeLessThan(13_000)
  expect(await soon).toBe(201)
  expect(await late).toBeUndefined()
  expect(await whole).toBeUndefined()

  await start()
  const listed = await wire.send({ method: 'PROPFIND', path: UPLOAD, headers: { Depth: '1' } })
  expect(listed?.status).toBe(207)
  const names = [...listed!.body.toString().matchAll(/<d:href>[^<]*\/(0000\d)<\/d:href>/g)].map(
    ([, name]) => name,
  )
  expect(names.sort()).toEqual(['00001', '00002'])
  expect((await wire.send({ method: 'GET', path: `${FILES}/never%20whole` }))?.status).toBe(404)
  expect((await wire.send({ method: 'PUT', path: `${UPLOAD}/00003`, body: chunks[2]! }))?.status).toBe(201)
  const made = await wire.send({
    method: 'MOVE',
    path: `${UPLOAD}/.file`,
    headers: { Destination: `${FILES}/resumed`, 'OC-Total-Length': String(1200 * KIBI) },
  })
  expect(made?.status, made?.body.toString()).toBe(201)
  const file = await wire.send({ method: 'GET', path: `${FILES}/resumed` })
  expect(sha1(file!.body)).toBe(sha1(Buffer.concat(chunks)))
  await askDoctor(settings)
  expect(await program.stop()).toBe(0)
})
