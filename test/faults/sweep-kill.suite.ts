import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Chance, chance, seedOfRun } from './chance.ts'
import { provide } from './crowd/provide.ts'
import { askDoctor, furnish, open, type Settings } from './ground.ts'
import { startHousekeeper, startProgram } from './program.ts'
import { report, tableOf } from './report.ts'
import { faultsOf } from './sound.ts'
import type { Storage } from './storage.ts'
import { sha1, Wire } from './wire.ts'

/** What the housekeeper says when it begins it. */
const PHASES = ['purge', 'garbage', 'compaction', 'garbage of compaction', 'strays'] as const
const FILES = '/remote.php/dav/files/alice'
const TRASH = '/remote.php/dav/trashbin/alice/trash'
const KEPT = 10
const GONE = 30
/** More than are purged in one transaction. */
const MANY = 600

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Files that share a blob, by their paths below the person's root. */
function bulkOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts = [...files].flatMap(([path, bytes]) => [
    Buffer.from(
      `--cut\r\nContent-Length: ${bytes.length}\r\nX-File-MD5: ${createHash('md5').update(bytes).digest('hex')}\r\n` +
        `X-File-Path: /${path}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...parts, Buffer.from('--cut--\r\n')])
}

async function must(wire: Wire, status: number, ask: Parameters<Wire['send']>[0]): Promise<void> {
  const reply = await wire.send(ask)
  expect(reply?.status, `${ask.method} ${ask.path}: ${reply?.body}`).toBe(status)
}

/** Writes much, most of which is then deleted. @returns the SHA-1 of what stays. */
async function litter(wire: Wire, round: number, luck: Chance): Promise<Map<string, string>> {
  const folder = `heap-${round}`
  for (const path of [folder, `${folder}/gone`, `${folder}/kept`])
    await must(wire, 201, { method: 'MKCOL', path: `${FILES}/${path}` })
  const some = (where: string, count: number): [string, Buffer][] =>
    Array.from({ length: count }, (_, i) => [`${folder}/${where}/${i}`, luck.bytes(1 + luck.below(4_000))])
  const kept = some('kept', KEPT)
  const body = bulkOf(new Map([...some('gone', GONE), ...kept]))
  const headers = { 'Content-Type': 'multipart/related; boundary=cut' }
  await must(wire, 200, { method: 'POST', path: '/remote.php/dav/bulk', headers, body })
  const Destination = `${FILES}/many-${round}`
  await must(wire, 201, { method: 'COPY', path: `${FILES}/many`, headers: { Destination } })
  for (const path of [`${folder}/gone`, `many-${round}`])
    await must(wire, 204, { method: 'DELETE', path: `${FILES}/${path}` })
  return new Map(kept.map(([path, bytes]) => [path, sha1(bytes)]))
}

async function compare(wire: Wire, kept: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, digest] of kept) {
    const reply = await wire.send({ method: 'GET', path: `${FILES}/${path}` })
    expect(reply?.status === 200 ? sha1(reply.body) : reply?.status, path).toBe(digest)
  }
}

/** What is deleted for good and swept, by processes that are killed over it, never takes anything along that stays. */
export function sweepKillSuite(name: string, rounds: number, storage: () => Promise<Storage>): void {
  test(
    `${name}: killed ${rounds} times while it empties the trash, and as often while it sweeps, it keeps what stays`,
    async () => {
      const seed = seedOfRun()
      const luck = chance(seed)
      const folder = await mkdtemp(join(tmpdir(), 'nuage-sweep-'))
      const store = await storage()
      const settings: Settings = { NUAGE_DATA: folder, NUAGE_THROTTLE: 'off', ...store.settings }
      const struck = new Map<string, number>()
      const count = (what: string): void => void struck.set(what, (struck.get(what) ?? 0) + 1)
      const kept = new Map<string, string>()
      try {
        const wire = new Wire('alice', (await furnish(settings, ['alice'])).get('alice')!)
        await provide(settings, 'alice', { many: MANY })
        for (let round = 0; round < rounds; round++) {
          const program = startProgram(settings)
          wire.pointTo(await program.ready)
          await compare(wire, new Map([...kept].slice(-2 * KEPT)))
          for (const [path, digest] of await litter(wire, round, luck)) kept.set(path, digest)
          const emptying = wire.send({ method: 'DELETE', path: TRASH })
          await Promise.race([pause(luck.below(60)), emptying])
          await program.kill()
          const answered = (await emptying) !== undefined
          count(answered ? 'what follows when the trash was emptied' : 'emptying the trash')
          const housekeeper = startHousekeeper(settings)
          await housekeeper.saying(PHASES[round % PHASES.length]!)
          await pause(luck.below(8))
          await housekeeper.kill()
          count(housekeeper.said())
          await askDoctor(settings, ['--quick'], `seed ${seed}, round ${round}`)
        }
        const last = startProgram(settings)
        wire.pointTo(await last.ready)
        await must(wire, 204, { method: 'DELETE', path: TRASH })
        expect(await last.stop()).toBe(0)
        const housekeeper = startHousekeeper(settings)
        expect(await housekeeper.ended, housekeeper.output()).toBe(0)
        await expectTidy(settings, rounds)
        const again = startProgram(settings)
        wire.pointTo(await again.ready)
        await compare(wire, kept)
        expect(await again.stop()).toBe(0)
        await askDoctor(settings, [], `seed ${seed}`)
        await report(
          `${name}, killed while sweeping (seed ${seed})`,
          {
            kills: [...struck.values()].reduce((sum, one) => sum + one, 0),
            'written bodies looked for': kept.size,
            lost: 0,
          },
          tableOf(['what a kill cut off', 'times'], [...struck].sort()),
        )
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    90_000 + rounds * 30_000,
  )
}

/** Every blob has its row, every row its blob, and what was deleted takes no room. */
async function expectTidy(settings: Settings, rounds: number): Promise<void> {
  const house = await open(settings)
  expect(await faultsOf(house)).toEqual([])
  const rows = await house.domain.records.read((reader) =>
    reader.all<{ key: string; size: number }>('SELECT key, size FROM blob ORDER BY key'),
  )
  const keys: string[] = []
  for await (const key of house.domain.blobs.list()) keys.push(key)
  expect(keys.sort()).toEqual(rows.map((row) => row.key))
  const files = await house.domain.records.read((reader) =>
    reader.get<{ size: number }>('SELECT COALESCE(SUM(size), 0) AS size FROM node WHERE kind = 0'),
  )
  // Compaction leaves at most as much dead as there is alive.
  expect(rows.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(2 * Number(files!.size))
  expect(rows.length).toBeLessThanOrEqual(2 * rounds + 20)
  await house.close()
}
