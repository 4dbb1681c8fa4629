import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { listActivity } from '../../server/src/domain/activity/list.ts'
import type { Domain } from '../../server/src/domain/domain.ts'
import { rollBack } from '../../server/src/domain/rollback/roll-back.ts'
import { rootOf } from '../../server/src/domain/spaces/root.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { giveShare } from '../rigs/shares.ts'
import { folder as makeFolder, put, statOf, textOf } from '../rigs/world.ts'
import { chance, seedOfRun } from './chance.ts'
import { askDoctor, open, type Settings } from './ground.ts'
import { startHousekeeper } from './program.ts'
import { report, tableOf } from './report.ts'
import { faultsOf } from './sound.ts'
import type { Storage } from './storage.ts'

const DAY = 24 * 3600 * 1000
/** More than are trimmed in many transactions. */
const OLD = 12_000
const FILES = 20

const alice: Member = { kind: 'member', person: 'alice', admin: false }
const bob: Member = { kind: 'member', person: 'bob', admin: false }

const ROW = 'at, actor, verb, node, to_parent, to_name'
/** The lines from the first on, as they were before any of them was trimmed. */
const FILL = `INSERT INTO change (space, seq, ${ROW})
  WITH RECURSIVE n(i) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < CAST(? AS BIGINT))
  SELECT c.space, n.i, ${ROW} FROM change c, n WHERE c.space = ? AND c.seq = ?`
const LOG = `SELECT MIN(seq) AS first, COUNT(*) AS count, (SELECT seq FROM space WHERE id = ?) AS last
  FROM change WHERE space = ?`

interface Log {
  readonly first: number
  readonly count: number
  readonly last: number
}

/** What somebody is told, and cannot be told any more once the log is trimmed. */
const told = async (domain: Domain, who: Member): Promise<string[]> =>
  (await listActivity(domain, who, { since: 0, order: 'newest-first', limit: 2 * FILES })).activities.map(
    ({ verb, name }) => `${verb} ${name}`,
  )

/** A long log of old lines with young ones after them, of a folder that somebody has received. */
async function grow(domain: Domain): Promise<{ space: number; oldest: number; until: number; at: number }> {
  const then = { ...domain, now: () => Date.now() - 400 * DAY }
  for (const id of ['alice', 'bob']) await addPerson(then, SYSTEM, { id })
  await makeFolder(then, alice, '/f')
  const { node } = await statOf(then, alice, '/f')
  await giveShare(
    { ...domain, now: () => then.now() - DAY },
    { node: node.id, sharer: 'alice', recipient: 'bob' },
  )
  await put(then, alice, '/f/old.txt', 'old')
  const { space } = await domain.records.read((reader) => rootOf(reader, 'alice'))
  const { seq: oldest } = (await domain.records.get<{ seq: number }>(
    'SELECT seq FROM space WHERE id = ?',
    space,
  ))!
  const until = oldest + OLD
  await domain.records.write([space], async (writer) => {
    await writer.run(FILL, oldest + 1, until, space, oldest)
    await writer.run('UPDATE space SET seq = ? WHERE id = ?', until, space)
  })
  await told(then, bob)
  const lately = { ...domain, now: () => Date.now() - 2 * DAY }
  for (let i = 0; i < FILES; i++) await put(lately, alice, `/f/${i}.txt`, `text ${i}`)
  for (let i = 0; i < FILES; i++) await put(domain, alice, `/f/${i}.txt`, 'encrypted')
  return { space, oldest, until, at: Math.floor(Date.now() / 1000) - DAY / 1000 }
}

/** The old lines of a log go, by processes that are killed over it, and nothing that is still asked for goes with them. */
export function trimKillSuite(name: string, rounds: number, storage: () => Promise<Storage>): void {
  test(
    `${name}: killed ${rounds} times while it trims the change log, it tells and puts back what it should`,
    async () => {
      const seed = seedOfRun()
      const luck = chance(seed)
      const folder = await mkdtemp(join(tmpdir(), 'nuage-trim-'))
      const settings: Settings = { NUAGE_DATA: folder, ...(await storage()).settings }
      const struck = new Map<string, number>()
      const house = await open(settings)
      const { domain } = house
      try {
        const { space, oldest, until, at } = await grow(domain)
        const log = async (): Promise<Log> => (await domain.records.get<Log>(LOG, space, space))!
        for (let round = 0; round < rounds; round++) {
          const before = await log()
          const housekeeper = startHousekeeper(settings, 'trim')
          await housekeeper.saying('trim')
          let over = false
          void housekeeper.ended.then(() => {
            over = true
          })
          while (!over && (await log()).first === before.first) await breathe()
          for (let turns = luck.below(40); turns > 0; turns--) await breathe()
          await housekeeper.kill()
          const { first, count, last } = await log()
          const when = first < until ? 'trimming, before its end' : 'what follows when all was trimmed'
          struck.set(when, (struck.get(when) ?? 0) + 1)
          expect(count, 'no line between the first and the last is missing').toBe(last - first + 1)
          expect(first, 'the last of the old lines stays').toBeLessThanOrEqual(until)
          expect(await faultsOf(house)).toEqual([])
          await askDoctor(settings, ['--quick'], `seed ${seed}, round ${round}`)
          if (first > oldest + OLD / 2)
            await domain.records.write([space], (writer) => writer.run(FILL, oldest, first - 1, space, first))
        }
        const last = startHousekeeper(settings, 'trim')
        expect(await last.ended, last.output()).toBe(0)
        expect((await log()).first).toBe(until)
        const young = [...Array(FILES).keys()].reverse()
        const all = [...young.map((i) => `write ${i}.txt`), ...young.map((i) => `create ${i}.txt`)]
        for (const who of [alice, bob]) expect(await told(domain, who)).toEqual(all)
        expect((await rollBack(domain, alice, { space, path: [], at })).lost).toEqual([])
        for (let i = 0; i < FILES; i++) expect(await textOf(domain, alice, `/f/${i}.txt`)).toBe(`text ${i}`)
        expect(await faultsOf(house)).toEqual([])
        await askDoctor(settings, [], `seed ${seed}`)
        await report(
          `${name}, killed while trimming the change log (seed ${seed})`,
          { kills: rounds, 'written bodies looked for': FILES, lost: 0 },
          tableOf(['what a kill cut off', 'times'], [...struck].sort()),
        )
      } finally {
        await house.close()
        await rm(folder, { recursive: true, force: true })
      }
    },
    90_000 + rounds * 30_000,
  )
}
