import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openContent } from '../../../server/src/domain/content/open.ts'
import { recount } from '../../rigs/recount.ts'
import { FILES, type Ground, openGround, UPLOADS } from './ground.ts'

const AT_ONCE = 20

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const sha1 = (bytes: Buffer | string) => createHash('sha1').update(bytes).digest('hex')
const bodies = (prefix: string) =>
  Array.from({ length: AT_ONCE }, (_, i) => `${prefix} ${i} ${'x'.repeat(i * 100)}`)

/** Every body that any file or version still has. */
async function readable(): Promise<Set<string>> {
  const { domain } = ground.house
  const rows = await domain.records.read((reader) =>
    reader.all<{ content: number; size: number }>(
      'SELECT content, size FROM node WHERE content IS NOT NULL UNION SELECT content, size FROM version',
    ),
  )
  const found = new Set<string>()
  for (const { content, size } of rows)
    found.add(sha1(await buffer(await openContent(domain, content, { start: 0, end: size }))))
  return found
}

async function race(path: string, texts: readonly string[], headers: Record<string, string> = {}) {
  const answers = await Promise.all(texts.map((body) => ground.send('PUT', path, { body, headers })))
  expect(await ground.house.domain.records.survey(recount)).toEqual([])
  const kept = await readable()
  for (const [i, { status }] of answers.entries())
    if (status < 300) expect(kept.has(sha1(texts[i]!)), `${texts[i]!.slice(0, 20)} is lost`).toBe(true)
  return answers
}

const statuses = (answers: readonly { status: number }[]): number[] => answers.map((one) => one.status)
const count = (answers: readonly { status: number }[], ...of: number[]): number =>
  statuses(answers).filter((status) => of.includes(status)).length

test('twenty writers who ask for nothing: one creates, all are kept, the last one stands', async () => {
  const texts = bodies('free')
  const answers = await race(`${FILES}/free.txt`, texts)
  expect(count(answers, 201)).toBe(1)
  expect(count(answers, 204)).toBe(AT_ONCE - 1)
  expect(new Set(answers.map((one) => one.header('OC-FileId'))).size).toBe(1)
  expect(new Set(answers.map((one) => one.header('ETag'))).size).toBe(AT_ONCE)
  const now = await ground.send('GET', `${FILES}/free.txt`)
  const winner = answers.findIndex((one) => one.header('ETag') === now.header('ETag'))
  expect(now.text).toBe(texts[winner])
})

test('twenty who may only create: exactly one does, nineteen are told 412', async () => {
  const texts = bodies('create')
  const answers = await race(`${FILES}/create.txt`, texts, { 'If-None-Match': '*' })
  expect(count(answers, 201)).toBe(1)
  expect(count(answers, 412)).toBe(AT_ONCE - 1)
  expect((await ground.send('GET', `${FILES}/create.txt`)).text).toBe(texts[statuses(answers).indexOf(201)])
})

test('twenty who saw the same etag: exactly one overwrites it, round after round', async () => {
  for (let round = 0; round < 3; round++) {
    const { header } = await ground.send('HEAD', `${FILES}/kept.txt`)
    const texts = bodies(`round ${round}`)
    const answers = await race(`${FILES}/kept.txt`, texts, { 'If-Match': header('ETag')! })
    expect(count(answers, 204)).toBe(1)
    expect(count(answers, 412)).toBe(AT_ONCE - 1)
    expect((await ground.send('GET', `${FILES}/kept.txt`)).text).toBe(texts[statuses(answers).indexOf(204)])
  }
  expect((await readable()).has(sha1('what was there'))).toBe(true)
})

test('twenty into one new folder with Auto-Mkcol: one folder, twenty files', async () => {
  const headers = { 'X-NC-WebDAV-Auto-Mkcol': '1' }
  const answers = await Promise.all(
    bodies('deep').map((body, i) =>
      ground.send('PUT', `${FILES}/made/on/the/way/${i}.txt`, { body, headers }),
    ),
  )
  expect(count(answers, 201)).toBe(AT_ONCE)
  expect(await ground.house.domain.records.survey(recount)).toEqual([])
})

test('one folder made twenty times is made once', async () => {
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => ground.send('MKCOL', `${FILES}/once`)),
  )
  expect(count(answers, 201)).toBe(1)
  expect(count(answers, 405)).toBe(AT_ONCE - 1)
})

test('one file moved to twenty places arrives at one, and twenty files moved to one place lose none', async () => {
  await ground.send('PUT', `${FILES}/wanderer.txt`, { body: 'wanderer' })
  const away = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, i) =>
      ground.send('MOVE', `${FILES}/wanderer.txt`, {
        headers: { Destination: `${FILES}/place ${i}.txt`.replaceAll(' ', '%20') },
      }),
    ),
  )
  expect(count(away, 201)).toBe(1)
  expect(count(away, 404)).toBe(AT_ONCE - 1)
  const texts = bodies('mover')
  for (const [i, body] of texts.entries()) await ground.send('PUT', `${FILES}/mover${i}.txt`, { body })
  const together = await Promise.all(
    texts.map((_, i) =>
      ground.send('MOVE', `${FILES}/mover${i}.txt`, { headers: { Destination: `${FILES}/together.txt` } }),
    ),
  )
  expect(count(together, 201)).toBe(1)
  expect(count(together, 204)).toBe(AT_ONCE - 1)
  const kept = await readable()
  for (const text of texts) expect(kept.has(sha1(text))).toBe(true)
  expect(await ground.house.domain.records.survey(recount)).toEqual([])
})

test('deleting and writing at once: whatever was acknowledged can be read again', async () => {
  const texts = bodies('survivor')
  await ground.send('MKCOL', `${FILES}/doomed`)
  const answers = await Promise.all([
    ...texts.map((body, i) => ground.send('PUT', `${FILES}/doomed/${i % 4}.txt`, { body })),
    ground.send('DELETE', `${FILES}/doomed`),
  ])
  expect(answers.at(-1)!.status).toBe(204)
  expect(count(answers.slice(0, -1), 201, 204) + count(answers.slice(0, -1), 409)).toBe(AT_ONCE)
  const kept = await readable()
  for (const [i, text] of texts.entries())
    if (answers[i]!.status < 300) expect(kept.has(sha1(text))).toBe(true)
  expect(await ground.house.domain.records.survey(recount)).toEqual([])
})

test('one upload put together twenty times at once is put together once', async () => {
  await ground.send('MKCOL', `${UPLOADS}/race`)
  for (const name of ['1', '2', '3'])
    await ground.send('PUT', `${UPLOADS}/race/${name}`, { body: `chunk ${name},` })
  const headers = { Destination: `${FILES}/assembled.txt`, 'OC-Total-Length': '24' }
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => ground.send('MOVE', `${UPLOADS}/race/.file`, { headers })),
  )
  expect(count(answers, 201)).toBe(1)
  expect(count(answers, 423, 404)).toBe(AT_ONCE - 1)
  expect((await ground.send('GET', `${FILES}/assembled.txt`)).text).toBe('chunk 1,chunk 2,chunk 3,')
})

test('two people in one folder: a lock of one keeps the other out with 423, and its holder goes on', async () => {
  const info =
    '<d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>'
  const locks = await Promise.all(
    Array.from({ length: 8 }, () => ground.send('LOCK', `${FILES}/free.txt`, { body: info })),
  )
  expect(count(locks, 200)).toBe(1)
  expect(count(locks, 423)).toBe(7)
  const token = locks[statuses(locks).indexOf(200)]!.header('Lock-Token')!
  await ground.unchanged(async () => {
    expect((await ground.send('PUT', `${FILES}/free.txt`, { body: 'x' })).status).toBe(423)
    expect((await ground.send('DELETE', `${FILES}/free.txt`)).status).toBe(423)
    const Destination = `${FILES}/elsewhere.txt`
    expect((await ground.send('MOVE', `${FILES}/free.txt`, { headers: { Destination } })).status).toBe(423)
  })
  const held = await ground.send('PUT', `${FILES}/free.txt`, { body: 'mine', headers: { If: `(${token})` } })
  expect(held.status).toBe(204)
})
