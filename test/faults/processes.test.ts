import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../protocol/client.ts'
import { type PostgresRig, startPostgres } from '../rigs/postgres.ts'
import { listenAs, openPush, type PushClient } from '../rigs/push-client.ts'
import { type RedisRig, startRedis } from '../rigs/redis.ts'
import { withTools } from '../rigs/with-tools.ts'
import { chance } from './chance.ts'
import { askDoctor, furnish, type Settings } from './ground.ts'
import { type Program, startProgram } from './program.ts'
import { report } from './report.ts'
import { type Reply, sha1, Wire } from './wire.ts'

const luck = chance(29)
const FILES = '/remote.php/dav/files/alice'
const UPLOAD = '/remote.php/dav/uploads/alice/handed-over'

/** One process of the instance, as one person uses it. */
interface House {
  readonly program: Program
  readonly url: string
  send(
    method: string,
    path: string,
    body?: Buffer,
    headers?: Record<string, string>,
  ): Promise<Reply | undefined>
  listen(): Promise<PushClient>
}

withTools(['postgres', 'redis'], 'two processes, one instance', () => {
  let postgres: PostgresRig
  let redis: RedisRig
  let folder: string
  let settings: Settings
  let password: string
  let mallory: Credentials
  let here: House
  let there: House
  let serial = 0

  async function start(data: string): Promise<House> {
    const program = startProgram({ ...settings, NUAGE_DATA: join(folder, data) })
    const url = await program.ready
    const wire = new Wire('alice', password)
    wire.pointTo(url)
    return {
      program,
      url,
      send: (method, path, body, headers) =>
        wire.send({ method, path, ...(body ? { body } : {}), ...(headers ? { headers } : {}) }),
      listen: () => listenAs(url, { user: 'alice', password }),
    }
  }

  beforeAll(async () => {
    postgres = await startPostgres()
    redis = await startRedis()
    folder = await mkdtemp(join(tmpdir(), 'nuage-processes-'))
    settings = {
      NUAGE_DATA: join(folder, 'here'),
      NUAGE_DATABASE: await postgres.createDatabase(),
      NUAGE_BLOBS: `disk:${join(folder, 'blobs')}`,
      NUAGE_REDIS: redis.address,
      NUAGE_SECRET: 'the same in every process',
    }
    const passwords = await furnish(settings, ['alice', 'mallory'])
    password = passwords.get('alice')!
    mallory = { user: 'mallory', password: passwords.get('mallory')! }
    ;[here, there] = await Promise.all([start('here'), start('there')])
  })
  afterAll(async () => {
    await Promise.all([here?.program.kill(), there?.program.kill()])
    await redis?.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const write = async (house: House): Promise<string> => {
    const path = `${FILES}/file%20${serial++}`
    const reply = await house.send('PUT', path, luck.bytes(2_000))
    expect(reply?.status, reply?.body.toString()).toBe(201)
    return path
  }

  test('a change by way of one is told at the other', async () => {
    const listener = await there.listen()
    const neighbour = await here.listen()
    const waits: number[] = []
    for (let i = 0; i < 5; i++) {
      // Longer than the pace of a listener, so that each change is told at once.
      await sleep(1_200)
      for (const client of [listener, neighbour]) client.forget()
      await write(here)
      const written = performance.now()
      await listener.heard('notify_file')
      waits.push(performance.now() - written)
      await neighbour.heard('notify_file')
    }
    await report('Push from process to process', { 'longest wait, ms': Math.round(Math.max(...waits)) })
    for (const client of [listener, neighbour]) client.close()
  })

  test('what one has written the other reads, what one has locked the other keeps locked', async () => {
    const [left, right] = [luck.bytes(70_000), luck.bytes(70_000)]
    const path = `${FILES}/between`
    expect((await here.send('PUT', path, left))?.status).toBe(201)
    expect(sha1((await there.send('GET', path))!.body)).toBe(sha1(left))
    expect((await there.send('PUT', path, right))?.status).toBe(204)
    expect(sha1((await here.send('GET', path))!.body)).toBe(sha1(right))
    const lockBody = Buffer.from(
      '<?xml version="1.0"?><d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>',
    )
    const locked = await here.send('LOCK', path, lockBody, { Timeout: 'Second-600' })
    expect(locked?.status, locked?.body.toString()).toBe(200)
    const token = String(locked!.headers['lock-token'])
    expect((await there.send('PUT', path, left))?.status).toBe(423)
    expect((await there.send('PUT', path, left, { If: `(${token})` }))?.status).toBe(204)
    expect((await there.send('UNLOCK', path, undefined, { 'Lock-Token': token }))?.status).toBe(204)
    expect((await here.send('PUT', path, right))?.status).toBe(204)
  })

  test('an upload begun at one goes on and ends at the other', async () => {
    const chunks = [1, 2, 3, 4].map(() => luck.bytes(300_000))
    expect((await here.send('MKCOL', UPLOAD))?.status).toBe(201)
    for (const [i, chunk] of chunks.entries()) {
      const house = i % 2 === 0 ? here : there
      expect((await house.send('PUT', `${UPLOAD}/0000${i + 1}`, chunk))?.status).toBe(201)
    }
    const made = await there.send('MOVE', `${UPLOAD}/.file`, undefined, {
      Destination: `${there.url}${FILES}/handed-over`,
      'OC-Total-Length': '1200000',
    })
    expect(made?.status, made?.body.toString()).toBe(201)
    expect(sha1((await here.send('GET', `${FILES}/handed-over`))!.body)).toBe(sha1(Buffer.concat(chunks)))
  })

  test('guesses are counted together', async () => {
    const guess = async (house: House, i: number): Promise<number> => {
      const client = await openPush(house.url)
      client.say('mallory')
      client.say(`wrong guess ${i}`)
      return await client.closed
    }
    const codes: number[] = []
    for (let i = 0; i < 12; i++) codes.push(await guess(i % 2 === 0 ? here : there, i))
    expect(codes.filter((code) => code === 1008)).toHaveLength(10)
    expect(codes.slice(10)).toEqual([1013, 1013])
  })

  test('an account that the command line disables is cut off at every process', async () => {
    const sockets = await Promise.all([here, there].map(({ url }) => listenAs(url, mallory)))
    const command = startProgram(settings, ['user', 'disable', 'mallory'])
    expect(await command.ended, command.output()).toBe(0)
    for (const socket of sockets) expect(await socket.closed).toBe(1008)
  })

  test('Redis is killed: everything else goes on; it is back: push is back, and what was missed is looked for', async () => {
    const [near, far] = [await here.listen(), await there.listen()]
    await redis.kill()
    await sleep(1_200)
    for (const client of [near, far]) client.forget()
    const began = performance.now()
    const missed = await write(here)
    expect(performance.now() - began).toBeLessThan(10_000)
    await near.heard('notify_file')
    expect((await there.send('GET', missed))?.status).toBe(200)
    const late = await there.listen()
    await write(there)
    await late.heard('notify_file')
    await sleep(2_000)
    for (const client of [near, far, late]) client.forget()

    await redis.resume()
    const back = performance.now()
    // Without a further change: whatever was missed is looked for.
    await far.heard('notify_file')
    const nudged = performance.now() - back
    far.forget()
    await expect
      .poll(
        async () => {
          await write(here)
          await sleep(200)
          return far.frames.includes('notify_file')
        },
        { timeout: 60_000 },
      )
      .toBe(true)
    await report('Push after Redis was killed', {
      'told to look after, ms': Math.round(nudged),
      'a change is told again after, ms': Math.round(performance.now() - back),
    })
    for (const client of [near, far, late]) client.close()
  })

  test('one process ends: its sockets are told so, and what they knew is heard at the other', async () => {
    const listener = await there.listen()
    expect(await there.program.stop(), there.program.output()).toBe(0)
    expect(await listener.closed).toBe(1001)
    const again = await here.listen()
    await write(here)
    await again.heard('notify_file')
    again.close()
    await askDoctor(settings)
  })
})

test('what the command line does beside a server on SQLite is noticed: who is out is cut off, the others look', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-beside-'))
  const settings = { NUAGE_DATA: folder }
  const passwords = await furnish(settings, ['alice', 'mallory'])
  const program = startProgram(settings)
  try {
    const url = await program.ready
    const [alice, mallory] = await Promise.all(
      ['alice', 'mallory'].map((user) => listenAs(url, { user, password: passwords.get(user)! })),
    )
    const command = startProgram(settings, ['user', 'disable', 'mallory'])
    expect(await command.ended, command.output()).toBe(0)
    expect(await mallory!.closed).toBe(1008)
    await alice!.heard('notify_file')
    alice!.close()
  } finally {
    await program.kill()
    await rm(folder, { recursive: true, force: true })
  }
})
