import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile as writeFileTo } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDomain, testDomain } from '../../../../test/rigs/domain.ts'
import type { TestEngine } from '../../../../test/rigs/engine.ts'
import { FolderArchive } from '../../storage/archive/folder.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { issueAppPassword } from '../accounts/app-passwords/issue.ts'
import { addPerson } from '../accounts/people/add.ts'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import type { Domain } from '../domain.ts'
import { makeFolder } from '../files/make-folder.ts'
import { findReadable, openFile } from '../files/open.ts'
import { remove } from '../files/remove.ts'
import { writeFile } from '../files/write.ts'
import { dataFingerprint } from '../instance/facts.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { sweepGarbage } from '../sweep/sweep.ts'
import { emptyTrash } from '../trash/empty.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { addChunk } from '../uploads/add-chunk.ts'
import { assemble } from '../uploads/assemble.ts'
import { beginUpload } from '../uploads/begin.ts'
import { restoreBackup } from './restore.ts'
import { type Taken, takeBackup } from './take.ts'

const hold = NO_HOLD
const person = (id: string) => ({ kind: 'member', person: id, admin: false }) as const
const people = ['lea', 'bob', 'zoe', 'tom'].map(person)
const lea = people[0]!
const body = async function* (text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text)
}
const wish = { version: '0', secretMark: 'mark' }

/** To be called inside a `describe`: from one pair of engines to another. */
export function backupSuite(
  fromEngine: () => Promise<TestEngine>,
  toEngine: () => Promise<TestEngine>,
): void {
  let from: TestDomain
  let to: TestDomain
  let folder: string

  beforeEach(async () => {
    from = await testDomain({ engine: await fromEngine() })
    to = await testDomain({ engine: await toEngine() })
    folder = await mkdtemp(join(tmpdir(), 'nuage-backup-'))
    for (const { person: id } of people) await addPerson(from.domain, SYSTEM, { id })
  })
  afterEach(async () => {
    await from.dispose()
    await to.dispose()
    await rm(folder, { recursive: true })
  })

  const write = (domain: Domain, path: string, text: string, who = lea) =>
    writeFile(domain, who, path.split('/'), body(text), { hold })
  const backup = async (domain = from.domain) => takeBackup(domain, await FolderArchive.make(folder), wish)
  const restore = async (incomplete = false) =>
    restoreBackup(to.domain, await FolderArchive.open(folder), { incomplete })
  const failing = (after: number): Domain => {
    let left = after
    const blobs: BlobStore = Object.create(from.domain.blobs, {
      open: {
        value: (key: string) => {
          if (left-- <= 0) throw new Error('killed')
          return from.domain.blobs.open(key)
        },
      },
      size: { value: (key: string) => from.domain.blobs.size(key) },
    })
    return { ...from.domain, blobs }
  }
  async function read(domain: Domain, path: string, who = lea): Promise<string> {
    const { node } = await findReadable(domain, who, path.split('/'))
    const chunks: Uint8Array[] = []
    for await (const chunk of await openFile(domain, node, { start: 0, end: node.size }))
      chunks.push(chunk as Uint8Array)
    return Buffer.concat(chunks).toString()
  }
  async function findings(domain: Domain): Promise<Finding[]> {
    const found: Finding[] = []
    await examine(domain, { deep: true, found: (finding) => void found.push(finding) })
    return found
  }

  test('taken while four people write, restored elsewhere: nothing acknowledged before is missing', {
    timeout: 90_000,
  }, async () => {
    const acknowledged = new Map<string, string>()
    const issued = new Set<number>()
    let working = true
    const work = async (who: (typeof people)[number]): Promise<void> => {
      for (let i = 0; working; i++) {
        const name = `f${i}`
        const text = `${who.person} ${i} `.repeat(1 + (i % 300))
        const { node } = await write(from.domain, name, text, who)
        acknowledged.set(`${who.person}/${name}`, text)
        issued.add(node.id)
        issued.add((await makeFolder(from.domain, who, [`d${i}`], hold)).id)
        await beginUpload(from.domain, who, name, {})
        await addChunk(from.domain, who, name, '1', body(text), {})
        if (i % 2 === 0) await assemble(from.domain, who, name, [`d${i}`, 'up'], { hold, overwrite: false })
        await write(from.domain, 'same', text, who)
        await remove(from.domain, who, [`d${i}`], { hold })
        if (i % 3 === 0) {
          await emptyTrash(from.domain, who)
          await purgeRows(from.domain)
        }
        if (i % 3 === 1) await sweepGarbage(from.domain, -10)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    const workers = people.map(work)
    let before = new Map<string, string>()
    let taken: Taken
    try {
      await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(20)
      before = new Map(acknowledged)
      taken = await backup()
    } finally {
      working = false
      await Promise.all(workers)
    }
    expect(taken.damaged).toEqual([])
    expect(await findings(from.domain)).toEqual([])

    const restored = await restore()
    expect(restored.lost).toEqual([])
    expect(await findings(to.domain)).toEqual([])
    for (const [path, text] of before) {
      const [who, name] = path.split('/') as [string, string]
      expect(await read(to.domain, name, person(who))).toBe(text)
    }
    const { node } = await write(to.domain, 'new', 'new')
    expect(node.id).toBeGreaterThan(Math.max(...issued))
    expect(await dataFingerprint(from.domain.records)).toBe('')
    expect(await dataFingerprint(to.domain.records)).not.toBe('')
    expect(await findings(to.domain)).toEqual([])
  })

  test('passwords of apps, unfinished uploads and the id travel; sessions do not; numbers never come again', async () => {
    await issueAppPassword(from.domain, SYSTEM, { person: 'lea', login: 'lea', name: 'phone' })
    await beginUpload(from.domain, lea, 'up', { total: 10 })
    await addChunk(from.domain, lea, 'up', '1', body('five!'), {})
    await from.domain.records.write([], (writer) =>
      writer.run(`INSERT INTO session (hash, id, person, state, created, last_used, idle, expires)
        VALUES ('h', 'i', 'lea', 'open', 1, 1, 1, 1)`),
    )
    const count = async (domain: Domain, table: string) =>
      (await domain.records.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))!.count
    const sequences = async (domain: Domain) =>
      new Map(
        (
          await domain.records.read((reader) =>
            reader.all<{ name: string; next: number }>('SELECT name, next FROM sequence'),
          )
        ).map(({ name, next }) => [name, next]),
      )
    await backup()
    await restore()
    expect(await count(to.domain, 'app_password')).toBe(1)
    expect(await count(to.domain, 'session')).toBe(0)
    await addChunk(to.domain, lea, 'up', '2', body('more!'), {})
    await assemble(to.domain, lea, 'up', ['up.txt'], { hold, overwrite: false })
    expect(await read(to.domain, 'up.txt')).toBe('five!more!')
    const [old, now] = [await sequences(from.domain), await sequences(to.domain)]
    expect(now.get('node')! - old.get('node')!).toBeGreaterThanOrEqual(2 ** 32)
    expect(now.get('row')! - old.get('row')!).toBeGreaterThanOrEqual(2 ** 32)
    expect(now.get('share')! - old.get('share')!).toBeGreaterThanOrEqual(2 ** 20)
    expect(now.get('share')!).toBeLessThan(2 ** 31)
  })

  test('a second one copies only what is new, and forgets what is gone', async () => {
    for (let i = 0; i < 20; i++) await write(from.domain, `f${i}`, `text ${i}`)
    expect(await backup()).toMatchObject({ blobs: 20, copied: 20 })
    await write(from.domain, 'more', 'more')
    await remove(from.domain, lea, ['f0'], { hold })
    await emptyTrash(from.domain, lea)
    await purgeRows(from.domain)
    from.turn(3_600_000)
    await sweepGarbage(from.domain)
    expect(await backup()).toMatchObject({ blobs: 20, copied: 1 })
    const archive = await FolderArchive.open(folder)
    let kept = 0
    for await (const _ of archive.blobs.list()) kept++
    expect(kept).toBe(20)
    expect((await readdir(folder)).filter((name) => name.startsWith('records-'))).toHaveLength(1)
    await restore()
    expect(await read(to.domain, 'more')).toBe('more')
  })

  test('one that was cut short is none; the one before it stays whole', async () => {
    for (let i = 0; i < 20; i++) await write(from.domain, `f${i}`, `text ${i}`)
    await expect(backup(failing(10))).rejects.toThrow('killed')
    await expect(restore()).rejects.toThrow('no complete backup')
    expect(await backup()).toMatchObject({ blobs: 20 })
    await write(from.domain, 'more', 'more')
    await expect(backup(failing(0))).rejects.toThrow('killed')
    await restore()
    expect(await read(to.domain, 'f19')).toBe('text 19')
    await expect(read(to.domain, 'more')).rejects.toMatchObject({ kind: 'not-found' })
    expect(await findings(to.domain)).toEqual([])
  })

  test('while one is being taken nothing is swept', async () => {
    await write(from.domain, 'f', 'old')
    const slow: BlobStore = Object.create(from.domain.blobs, {
      size: { value: (key: string) => from.domain.blobs.size(key) },
      open: {
        async value(key: string) {
          await write(from.domain, 'f', '')
          await remove(from.domain, lea, ['f'], { hold })
          await emptyTrash(from.domain, lea)
          await purgeRows(from.domain)
          expect(await sweepGarbage(from.domain, -10)).toEqual({ contents: 0, blobs: 0 })
          return from.domain.blobs.open(key)
        },
      },
    })
    expect(await backup({ ...from.domain, blobs: slow })).toMatchObject({ blobs: 1, damaged: [] })
    expect((await sweepGarbage(from.domain, -10)).blobs).toBe(1)
    await restore()
    expect(await read(to.domain, 'f')).toBe('old')
  })

  test('a house that is not empty takes none', async () => {
    await write(from.domain, 'f', 'text')
    await backup()
    await addPerson(to.domain, SYSTEM, { id: 'eve' })
    await expect(restore()).rejects.toThrow('not empty')
  })

  test('damaged rows are refused before anything is changed', async () => {
    await write(from.domain, 'f', 'text')
    await backup()
    const records = (await readdir(folder)).find((name) => name.startsWith('records-'))!
    await writeFileTo(join(folder, records, 'node.ndjson.gz'), 'x')
    await expect(restore()).rejects.toThrow('node.ndjson.gz is damaged')
    await addPerson(to.domain, SYSTEM, { id: 'eve' })
    expect(await findings(to.domain)).toEqual([])
  })

  test('a damaged blob is told; begun again without it, the rest is there and the loss is named', async () => {
    await write(from.domain, 'good', 'good')
    await write(from.domain, 'bad', 'bad')
    await backup()
    const digest = `SHA1:${createHash('sha1').update('bad').digest('hex')}`
    const row = await from.domain.records.get<{ key: string }>(
      'SELECT key FROM blob WHERE digest = ?',
      digest,
    )
    const archive = await FolderArchive.open(folder)
    await archive.blobs.remove([row!.key])
    await archive.blobs.put(row!.key, body('bax'))
    await expect(restore()).rejects.toThrow('--incomplete')
    expect((await findings(to.domain)).map(({ kind }) => kind)).toEqual(['restore-unfinished'])
    expect((await restore(true)).lost).toEqual([row!.key])
    expect(await read(to.domain, 'good')).toBe('good')
    const left = await findings(to.domain)
    expect(left.map(({ kind }) => kind)).toEqual(['blob-missing'])
    expect(left[0]!.detail).toContain('“bad” of lea')
  })

  test('what is lost in the house itself is told, and all else is saved', async () => {
    await write(from.domain, 'good', 'good')
    await write(from.domain, 'bad', 'bad')
    const row = await from.domain.records.get<{ blob: string }>('SELECT max(blob) AS blob FROM extent')
    await from.domain.blobs.remove([row!.blob])
    expect((await backup()).damaged).toEqual([row!.blob])
    expect((await restore()).lost).toEqual([row!.blob])
  })

  test('a folder with other things in it is left alone', async () => {
    await writeFileTo(join(folder, 'thesis.odt'), 'x')
    await expect(backup()).rejects.toThrow('thesis.odt')
  })
}
