import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresRig, startPostgres } from '../rigs/postgres.ts'
import { withTools } from '../rigs/with-tools.ts'
import { chance } from './chance.ts'
import { askDoctor, expectUnavailable, type Ground, type Settings, startGround } from './ground.ts'
import { report } from './report.ts'
import { type Reply, sha1 } from './wire.ts'

const luck = chance(7)
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

withTools('postgres', 'PostgreSQL in trouble', () => {
  let rig: PostgresRig
  let folder: string
  let settings: Settings
  let ground: Ground
  const kept = new Map<string, string>()
  let serial = 0

  beforeAll(async () => {
    rig = await startPostgres()
    folder = await mkdtemp(join(tmpdir(), 'nuage-pg-trouble-'))
    settings = { NUAGE_DATA: folder, NUAGE_DATABASE: await rig.createDatabase(), NUAGE_THROTTLE: 'off' }
    ground = await startGround(settings)
  })
  afterAll(async () => {
    await ground?.program.kill()
    await rig?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Another session of the same database. */
  async function beside<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: settings.NUAGE_DATABASE })
    client.on('error', () => {})
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end().catch(() => {})
    }
  }

  async function write(): Promise<Reply | undefined> {
    const name = `file ${serial++}`
    const body = luck.bytes(luck.pick([10, 2_000, 200_000]))
    const reply = await ground.put(name, body)
    if (reply?.status === 201) kept.set(name, sha1(body))
    else unsure.set(name, sha1(body))
    return reply
  }
  /** Refused, or cut off in the very commit: there as a whole or not at all. */
  const unsure = new Map<string, string>()

  /** Four who write until told to stop; each answer is yes or a clear no. */
  function keepWriting(): () => Promise<{ refused: number; written: number }> {
    let running = true
    const count = { refused: 0, written: 0 }
    const work = Promise.all(
      [1, 2, 3, 4].map(async () => {
        while (running) {
          const reply = await write()
          if (reply?.status === 201) count.written++
          else {
            expectUnavailable(reply)
            count.refused++
            await pause(100)
          }
        }
      }),
    )
    work.catch(() => {})
    return async () => {
      running = false
      await work
      return count
    }
  }

  async function expectRecovered(): Promise<void> {
    expect((await write())?.status).toBe(201)
    const names = await ground.names()
    for (const [name, digest] of kept) {
      expect(names).toContain(name)
      expect(sha1((await ground.get(name))!.body), name).toBe(digest)
    }
    for (const [name, digest] of unsure)
      if (names.includes(name)) expect(sha1((await ground.get(name))!.body), name).toBe(digest)
    await askDoctor(settings)
  }

  test('all connections are cut, again and again: 503 or done, and on it goes without a restart', async () => {
    const stop = keepWriting()
    let cut = 0
    for (let round = 0; round < 8; round++) {
      await pause(300)
      await beside(async (client) => {
        const { rows } = await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        )
        cut += rows.length
      })
    }
    const { written, refused } = await stop()
    await report('PostgreSQL, connections cut', { 'connections cut': cut, written, refused })
    expect(cut).toBeGreaterThan(8)
    expect(written).toBeGreaterThan(0)
    await expectRecovered()
  })

  test('the server is gone for a while: 503 with Retry-After, and on it goes when it is back', async () => {
    const stop = keepWriting()
    await pause(300)
    await rig.halt()
    expectUnavailable(await ground.get('file 0'))
    expectUnavailable(await write())
    await pause(1_000)
    await rig.resume()
    await pause(500)
    const { written, refused } = await stop()
    await report('PostgreSQL, restarted', { written, refused })
    expect(refused).toBeGreaterThan(0)
    await expectRecovered()
  })

  test('somebody else holds the lock of a space: who writes waits, for ten seconds at most', async () => {
    await beside(async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT id FROM space FOR UPDATE')
      const began = performance.now()
      const waiting = write()
      // Readers do not wait.
      expect((await ground.get([...kept.keys()][0]!))?.status).toBe(200)
      await pause(3_000)
      await client.query('ROLLBACK')
      expect((await waiting)?.status).toBe(201)
      expect(performance.now() - began).toBeLessThan(6_000)

      await client.query('BEGIN')
      await client.query('SELECT id FROM space FOR UPDATE')
      const again = performance.now()
      const replies = await Promise.all([write(), write(), write(), write()])
      for (const reply of replies) expectUnavailable(reply)
      expect(performance.now() - again).toBeLessThan(25_000)
      await client.query('ROLLBACK')
    })
    await expectRecovered()
    expect(await ground.program.stop()).toBe(0)
  })
})
