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

  const alterDatabase = (): string =>
    `ALTER DATABASE ${pg.escapeIdentifier(new URL(settings.NUAGE_DATABASE!).pathname.slice(1))}`
  const strictly = (isolation: string): string =>
    `${alterDatabase()} SET default_transaction_isolation = '${isolation}'`

  const cutAll = (): Promise<number> =>
    beside(async (client) => {
      const { rows } = await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )
      return rows.length
    })

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
  function keepWriting(count = { refused: 0, written: 0 }): () => Promise<typeof count> {
    let running = true
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
    const count = { refused: 0, written: 0 }
    const stop = keepWriting(count)
    let cut = 0
    for (let round = 0; round < 8; round++) {
      const before = count.written
      await expect.poll(() => count.written, { timeout: 30_000 }).toBeGreaterThan(before)
      cut += await cutAll()
    }
    const { written, refused } = await stop()
    expect(cut).toBeGreaterThan(8)
    expect(written).toBeGreaterThan(0)
    await expectRecovered()
    await report('PostgreSQL, connections cut', { faults: cut, written, refused, lost: 0 })
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
    expect(refused).toBeGreaterThan(0)
    await expectRecovered()
    await report('PostgreSQL, restarted', { faults: 1, written, refused, lost: 0 })
  })

  test('another server takes over: cut, then a standby that takes no writes yet, then on it goes', async () => {
    const stop = keepWriting()
    await pause(300)
    const stand = (standing: 'on' | 'off') =>
      beside(async (client) => {
        await client.query('SET default_transaction_read_only = off')
        await client.query(`${alterDatabase()} SET default_transaction_read_only = ${standing}`)
      })
    await stand('on')
    await cutAll()
    await expect.poll(async () => (await write())?.status, { timeout: 30_000 }).toBe(503)
    expectUnavailable(await write())
    await expect
      .poll(async () => (await ground.get([...kept.keys()][0]!))?.status, { timeout: 30_000 })
      .toBe(200)
    await stand('off')
    await cutAll()
    await expect.poll(async () => (await write())?.status, { timeout: 30_000 }).toBe(201)
    const { written, refused } = await stop()
    expect(refused).toBeGreaterThan(0)
    await expectRecovered()
    await report('PostgreSQL, another server takes over', { faults: 2, written, refused, lost: 0 })
  })

  test('transactions that cannot be serialised are tried again, and told as a 503 when that does not help', async () => {
    const failures = (): Promise<number> =>
      beside(async (client) => {
        const { rows } = await client.query(
          'SELECT xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()',
        )
        return Number(rows[0].count)
      })
    await beside((client) => client.query(strictly('serializable')))
    await cutAll()
    await expect.poll(async () => (await write())?.status, { timeout: 30_000 }).toBe(201)
    const before = await failures()
    let running = true
    // Somebody who changes the same rows all the time, under the same isolation.
    const rival = (async () => {
      while (running)
        await beside(async (client) => {
          await client.query("UPDATE sequence SET next = next + 1 WHERE name IN ('node', 'row')")
          await client.query('UPDATE space SET seq = seq')
        }).catch(() => {})
    })()
    const stop = keepWriting()
    await expect.poll(failures, { timeout: 60_000 }).toBeGreaterThan(before + 20)
    const { written, refused } = await stop()
    running = false
    await rival
    expect(written).toBeGreaterThan(0)
    await beside((client) => client.query(strictly('read committed')))
    await cutAll()
    await expect.poll(async () => (await write())?.status, { timeout: 30_000 }).toBe(201)
    await expectRecovered()
    await report('PostgreSQL, not serialisable', {
      faults: (await failures()) - before,
      written,
      refused,
      lost: 0,
    })
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
