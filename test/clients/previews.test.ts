import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AcceptedAnswer, Client } from '../protocol/client.ts'
import { value } from '../protocol/multistatus.ts'
import { bombDocx, bombPng, photo } from '../rigs/pictures.ts'
import { withTools } from '../rigs/with-tools.ts'
import { schoolFile } from '../school/school.ts'
import { type Server, startServer } from './server.ts'

const NC = 'http://nextcloud.org/ns'

let server: Server
let lea: Client
beforeAll(async () => {
  server = await startServer()
  lea = server.client(await server.addPerson('lea'))
})
afterAll(() => server.stop())

const put = (name: string, body: Buffer | string): Promise<AcceptedAnswer> =>
  lea.dav('PUT', `/remote.php/dav/files/lea/${name}`, { body })

/** Asks again while the server says that it takes longer than anybody waits. */
async function preview(name: string): Promise<AcceptedAnswer> {
  const path = `/index.php/core/preview?file=/${name}&x=256&y=256&a=1`
  for (;;) {
    const answer = await lea.send({ method: 'GET', path })
    if (answer.status !== 503) return answer
  }
}

const hasPreview = async (name: string): Promise<string | undefined> => {
  const [line] = await lea.propfind(`/remote.php/dav/files/lea/${name}`, [`{${NC}}has-preview`])
  return value(line!, NC, 'has-preview')
}

test('the program as it is shipped draws a photo, a text, a PDF, a HEIC and initials', async () => {
  const heic = await readFile(
    join(import.meta.dirname, '../../server/src/runtime/rendering/fixtures/sun.heic'),
  )
  const files = {
    'photo.jpg': [await photo(), '256×192'],
    'note.md': ['# Bonjour', '192×256'],
    'timetable.pdf': [await readFile(schoolFile('timetable.pdf')), '181×256'],
    'sun.heic': [heic, '64×48'],
  } as const
  for (const [name, [body, size]] of Object.entries(files)) {
    await put(name, body)
    const answer = await preview(name)
    expect(answer.status, name).toBe(200)
    const { width, height } = await sharp(answer.body).metadata()
    expect(`${width}×${height}`, name).toBe(size)
  }
  const avatar = await lea.dav('GET', '/remote.php/dav/avatars/lea/128.png')
  expect((await sharp(avatar.body).metadata()).width).toBe(512)
})

/** Bytes that the server itself has in memory. */
async function memory(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) * 1024
}

describe('hostile files', () => {
  test('fail alone: the server answers, and its memory stays what it was', async () => {
    const before = await memory()
    await put('bomb.png', bombPng(30_000))
    await put('cut.jpg', (await photo()).subarray(0, 500))
    await put('huge.txt', Buffer.alloc(64 * 1024 * 1024, 'lorem ipsum '))
    await put('deep.svg', `<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(100_000)}`)
    const asked = ['bomb.png', 'cut.jpg', 'huge.txt', 'deep.svg'].map(preview)
    const [answer] = await Promise.all([lea.send({ method: 'GET', path: '/status.php' }), ...asked])
    expect(answer.status).toBe(200)
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([404, 404, 200, 404])
    expect(await hasPreview('bomb.png')).toBe('false')
    expect(await hasPreview('huge.txt')).toBe('true')
    expect((await memory()) - before).toBeLessThan(512 * 1024 * 1024)
  })
})

withTools('libreoffice', 'office documents', () => {
  test('a document shows its first page, and one that swells when it is unpacked fails alone', async () => {
    await put('essay.odt', await readFile(schoolFile('essay.odt')))
    await put('bomb.docx', bombDocx(3_000_000))
    expect(await hasPreview('essay.odt')).toBe('true')
    const [essay, bomb] = await Promise.all([preview('essay.odt'), preview('bomb.docx')])
    expect([essay.status, bomb.status]).toEqual([200, 404])
    const { width, height } = await sharp(essay.body).metadata()
    expect(height).toBe(256)
    expect(width).toBeGreaterThan(170)
    expect(await hasPreview('bomb.docx')).toBe('false')
  }, 600_000)

  test.each(['marks.ods', 'marks.xlsx'])(
    'a sheet shows its first page: %s',
    async (name) => {
      await put(name, await readFile(schoolFile(name)))
      expect(await hasPreview(name)).toBe('true')
      const answer = await preview(name)
      expect(answer.status).toBe(200)
      const { width, height } = await sharp(answer.body).metadata()
      expect(Math.max(width, height)).toBe(256)
      // What is written stands at the top; in the middle the paper is white.
      const darkest = async (top: number): Promise<number> =>
        Math.min(
          ...(await sharp(answer.body)
            .extract({ left: 0, top, width, height: 60 })
            .greyscale()
            .raw()
            .toBuffer()),
        )
      expect(await darkest(0)).toBeLessThan(192)
      expect(await darkest(100)).toBeGreaterThan(224)
    },
    600_000,
  )

  test.each(['volcano.odp', 'volcano.pptx'])(
    'slides show the first of them: %s',
    async (name) => {
      await put(name, await readFile(schoolFile(name)))
      expect(await hasPreview(name)).toBe('true')
      const answer = await preview(name)
      expect(answer.status).toBe(200)
      const { width, height } = await sharp(answer.body).metadata()
      expect([width, height]).toEqual([256, 144])
      const { dominant } = await sharp(answer.body).stats()
      expect([dominant.r > 160, dominant.g < 96, dominant.b < 96]).toEqual([true, true, true])
    },
    600_000,
  )
})
