import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDomain, testDomain } from '../../../../test/rigs/domain.ts'
import { giveShare } from '../../../../test/rigs/shares.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import { addPerson } from '../accounts/people/add.ts'
import { addComment } from '../comments/add.ts'
import type { Domain } from '../domain.ts'
import { adjustAt } from '../files/adjust-at.ts'
import { copy } from '../files/copy.ts'
import { makeFolder } from '../files/make-folder.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { writeFile } from '../files/write.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { takeLock } from '../locks/take.ts'
import { searchNames } from '../search/search-names.ts'

import { sweepGarbage } from '../sweep/sweep.ts'
import { assignNewTag } from '../tags/assign.ts'
import { emptyTrash } from '../trash/empty.ts'
import { listTrash } from '../trash/list.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { addChunk } from '../uploads/add-chunk.ts'
import { assemble } from '../uploads/assemble.ts'
import { beginUpload } from '../uploads/begin.ts'
import { examine } from './examine.ts'
import type { Finding, FindingKind } from './finding.ts'

const lea = { kind: 'member', person: 'lea', admin: false } as const
const bob = { kind: 'member', person: 'bob', admin: false } as const
const hold = NO_HOLD
const body = async function* (text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text)
}

let house: TestDomain
let domain: Domain

const write = (path: string, text: string, who: typeof lea | typeof bob = lea) =>
  writeFile(domain, who, path.split('/'), body(text), { hold })

/** A house with something of everything. */
async function furnish(): Promise<void> {
  await addPerson(domain, SYSTEM, { id: 'lea', language: 'fr' })
  await addPerson(domain, SYSTEM, { id: 'bob', language: 'en' })
  await makeFolder(domain, lea, ['Cours'], hold)
  await makeFolder(domain, lea, ['Cours', 'Latin'], hold)
  await write('Cours/Latin/a.txt', 'rosa')
  await write('Cours/Latin/a.txt', 'rosam, rosae')
  await write('Cours/b.txt', 'b'.repeat(5_000))
  await write('empty.txt', '')
  await makeFolder(domain, lea, ['Vieux'], hold)
  await write('Vieux/c.txt', 'ccc')
  await remove(domain, lea, ['Vieux'], { hold })
  await copy(domain, lea, ['Cours'], ['Copie'], { hold, overwrite: false, shallow: false })
  await beginUpload(domain, lea, 'up', { total: 100 })
  await addChunk(domain, lea, 'up', '1', body('chunk one'), {})
  await addChunk(domain, lea, 'up', '1', body('chunk one, again'), {})
  await addChunk(domain, lea, 'up', '2', body(''), {})
  await adjustAt(domain, lea, ['empty.txt'], [{ what: 'favourite', on: true }], hold)
  await adjustAt(domain, lea, ['empty.txt'], [{ what: 'property', name: 'x', value: 'y' }], hold)
  await assignNewTag(domain, lea, await id('empty.txt'), { name: 'todo', visible: true, assignable: true })
  await addComment(domain, lea, await id('empty.txt'), 'so empty')
  const wish = { scope: 'exclusive', depth: '0', owner: '', timeout: null, hold } as const
  await takeLock(domain, lea, ['empty.txt'], wish)
  await write('shared.txt', 'shared', bob)
  const shared = await id('shared.txt')
  await giveShare(domain, { node: shared, sharer: bob.person, recipient: 'lea' })
  await searched('b.txt')
}

/** Paths of what a search for a part of a name finds. */
const searched = async (term: string): Promise<string[]> =>
  (await searchNames(domain, lea, { term, first: 0, limit: 5 })).found.map(({ path }) => path.join('/'))

const one = async <Row>(sql: string, ...values: (string | number)[]): Promise<Row> =>
  (await domain.records.read((reader) => reader.get<Row>(sql, ...values)))!
const id = async (name: string): Promise<number> =>
  (await one<{ id: number }>('SELECT id FROM node WHERE name = ? ORDER BY id', name)).id
const blobOf = async (name: string): Promise<string> =>
  (
    await one<{ blob: string }>(
      'SELECT e.blob FROM node n JOIN extent e ON e.content = n.content WHERE n.name = ? ORDER BY n.id',
      name,
    )
  ).blob
const harm = (sql: string, ...values: (string | number)[]): Promise<unknown> =>
  domain.records.write([], (writer) => writer.run(sql, ...values))

async function look(repair = false): Promise<Finding[]> {
  const findings: Finding[] = []
  await examine(domain, {
    deep: true,
    found: (finding) => void findings.push(finding),
    ...(repair
      ? { repair: { recoveredName: (language) => (language === 'en' ? 'Recovered' : 'Retrouvé') } }
      : {}),
  })
  return findings
}
const kinds = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.map(({ kind }) => kind))].sort()

/** Rewrites a blob behind the house's back. */
async function forge(key: string, text: string): Promise<void> {
  await domain.blobs.remove([key])
  await domain.blobs.put(key, body(text))
}

const mendable: Record<string, { harm(): Promise<unknown>; found: FindingKind[] }> = {
  'a folder counts wrongly': {
    harm: () => harm("UPDATE node SET size = size + 7 WHERE name = 'Latin'"),
    found: ['folder-size'],
  },
  'a whole chain counts wrongly': {
    harm: () => harm('UPDATE node SET size = 1 WHERE kind = 1'),
    found: ['folder-size'],
  },
  'a file counts wrongly': {
    harm: () => harm("UPDATE node SET size = 9 WHERE name = 'b.txt'"),
    found: ['file-size', 'folder-size'],
  },
  'the versions are counted wrongly': {
    harm: () => harm('UPDATE space SET versions_size = 1'),
    found: ['versions-size'],
  },
  'the reservations are counted wrongly': {
    harm: () => harm('UPDATE space SET reserved = reserved + 1'),
    found: ['reserved'],
  },
  'changes are numbered beyond the count': {
    harm: () => harm('UPDATE space SET seq = 1'),
    found: ['change-number'],
  },
  'a sequence would give ids again': {
    harm: () => harm("UPDATE sequence SET next = 3 WHERE name <> 'share'"),
    found: ['sequence'],
  },
  'a folder is gone from above a file': {
    harm: async () => harm('DELETE FROM node WHERE id = ?', await id('Latin')),
    found: ['folder-size', 'unreachable'],
  },
  'a file lies in a file': {
    harm: async () => harm('UPDATE node SET parent = ? WHERE id = ?', await id('b.txt'), await id('a.txt')),
    found: ['folder-size', 'unreachable'],
  },
  'a folder lies within itself': {
    harm: async () => harm('UPDATE node SET parent = ? WHERE id = ?', await id('Latin'), await id('Cours')),
    found: ['cycle', 'folder-size'],
  },
  'a file says it belongs to somebody else': {
    harm: () =>
      harm("UPDATE node SET space = (SELECT id FROM space WHERE owner = 'bob') WHERE name = 'b.txt'"),
    found: ['foreign-parent'],
  },
  'a root lies in a folder': {
    harm: async () =>
      harm(
        "UPDATE node SET parent = ? WHERE id = (SELECT root FROM space WHERE owner = 'bob')",
        await id('Latin'),
      ),
    found: ['root-parent'],
  },
  'a name that no path reaches': {
    harm: async () => harm("UPDATE node SET name = 'x/y' WHERE id = ?", await id('b.txt')),
    found: ['name-unusable'],
  },
  'two of one name': {
    harm: async () => {
      await harm('DROP INDEX node_live')
      await harm("UPDATE node SET name = 'Latin' WHERE id = ?", await id('b.txt'))
    },
    found: ['name-twice'],
  },
  'an etag is empty': {
    harm: () => harm("UPDATE node SET etag = '' WHERE name = 'a.txt'"),
    found: ['etag-empty'],
  },
  'people belong, and sign in, to what is not there': {
    harm: async () => {
      await harm("INSERT INTO academy_domain (domain, academy) VALUES ('ac-x.fr', 'x')")
      await harm("INSERT INTO academy_provider (academy, provider) VALUES ('x', 'y')")
      await harm(
        "INSERT INTO tile (academy, id, name, address, place) VALUES ('x', 'a', 'A', 'https://a.fr/', 1)",
      )
      await harm(
        "INSERT INTO academy_picture (academy, place, hash, mime, data) VALUES ('x', 'logo', 'h', 'm', 'd')",
      )
      await harm("INSERT INTO external_group (provider, name, circle) VALUES ('y', 'g', 'none')")
      await harm(`INSERT INTO identity (provider, subject, person, created, seen) VALUES
        ('y', 's', 'lea', 1, 1), ('y', 't', 'nobody', 1, 1)`)
    },
    found: ['sign-in-dangling'],
  },
  'a trash entry is gone': { harm: () => harm('DELETE FROM trash'), found: ['trashed-node'] },
  'a deletion is half undone': {
    harm: () => harm("UPDATE node SET trashed = NULL WHERE name = 'Vieux'"),
    found: ['folder-size', 'trash-entry', 'trashed-node'],
  },
  'a trash entry for nothing': {
    harm: () =>
      harm(`INSERT INTO trash (id, space, node, name, location, deleted)
        SELECT 999, id, 888, 'x', 'x', 1 FROM space WHERE owner = 'lea'`),
    found: ['sequence', 'trash-entry'],
  },
  'a content that nobody has': {
    harm: () =>
      harm("UPDATE node SET content = NULL, kind = 1, size = 0, mime = '' WHERE name = 'empty.txt'"),
    found: ['content-orphan'],
  },
  'pieces of no content': {
    harm: () =>
      harm(
        "DELETE FROM content WHERE id = (SELECT content FROM node WHERE name = 'b.txt' ORDER BY id LIMIT 1)",
      ),
    found: ['extent-orphan', 'file-content'],
  },
  'a blob that nothing uses': {
    harm: async () => {
      const key = newBlobKey(domain.now())
      await domain.blobs.put(key, body('unused'))
      await harm('INSERT INTO blob (key, size, digest) SELECT ?, 6, ?', key, `SHA1:${await sha1('unused')}`)
    },
    found: ['blob-unnamed'],
  },
  'an old blob that no row names': {
    harm: () => domain.blobs.put(newBlobKey(domain.now() - 48 * 3_600_000), body('stray')),
    found: ['blob-stray'],
  },
  'a lock on nothing': { harm: () => harm('UPDATE lock SET node = 777'), found: ['lock-dangling'] },
  'a favourite of nothing': {
    harm: () => harm('UPDATE favourite SET node = 777'),
    found: ['favourite-dangling'],
  },
  'a property of nothing': {
    harm: () => harm('UPDATE property SET node = 777'),
    found: ['property-dangling'],
  },
  'a tag on nothing': { harm: () => harm('UPDATE node_tag SET node = 777'), found: ['tag-dangling'] },
  'a tag that is not there': { harm: () => harm('DELETE FROM tag'), found: ['tag-dangling'] },
  'a tag in another space': {
    harm: () => harm("UPDATE node_tag SET space = (SELECT id FROM space WHERE owner = 'bob')"),
    found: ['tag-space'],
  },
  'a comment on nothing': { harm: () => harm('UPDATE comment SET node = 777'), found: ['comment-dangling'] },
  'comments on nothing that were seen': {
    harm: () => harm('UPDATE comment_mark SET node = 777'),
    found: ['comment-dangling'],
  },
  'activities that never were': {
    harm: () =>
      harm(
        "INSERT INTO activity_run (person, first, space, seq, count) SELECT 'bob', id, id, seq, 2 FROM space",
      ),
    found: ['activity-number'],
  },
  'a file that no search finds': {
    harm: async () => harm('DELETE FROM search_entry WHERE node = ?', await id('b.txt')),
    found: ['search-entry'],
  },
  'a file that is searched by another name': {
    harm: async () => harm("UPDATE search_entry SET folded = 'z.txt' WHERE node = ?", await id('b.txt')),
    found: ['search-entry'],
  },
  'a file that is searched by a wrong size and time': {
    harm: async () => harm('UPDATE search_entry SET size = 1, mtime = 1 WHERE node = ?', await id('b.txt')),
    found: ['search-entry'],
  },
  'a search for nothing': {
    harm: async () => harm('UPDATE search_entry SET node = 777 WHERE node = ?', await id('b.txt')),
    found: ['search-dangling', 'search-entry'],
  },
  'a mount of nothing': { harm: () => harm('UPDATE mount SET node = 777'), found: ['mount-dangling'] },
  'a share of nothing': {
    harm: async () => {
      await harm('UPDATE share SET node = 777')
      await harm('DELETE FROM mount')
    },
    found: ['share-dangling'],
  },
  'a share in another space': {
    harm: () => harm("UPDATE share SET space = (SELECT id FROM space WHERE owner = 'lea')"),
    found: ['share-space'],
  },
  'a link and a box of no share': {
    harm: async () => {
      await harm("INSERT INTO link (share, token) VALUES (777, 'lost')")
      await harm('INSERT INTO box (share) VALUES (778)')
      await harm(
        "INSERT INTO deposit (id, share, space, code, name, begun) VALUES (1, 779, 1, 'x', 'Léa', 1)",
      )
    },
    found: ['share-dangling', 'share-dangling', 'share-dangling'],
  },
  'a mount in nothing': { harm: () => harm('UPDATE mount SET parent = 777'), found: ['mount-dangling'] },
  'a version in another space': {
    harm: () => harm("UPDATE version SET space = (SELECT id FROM space WHERE owner = 'bob')"),
    found: ['version-space', 'versions-size'],
  },
}

const lost: Record<string, { harm(): Promise<unknown>; found: FindingKind }> = {
  'bytes are gone': { harm: async () => domain.blobs.remove([await blobOf('b.txt')]), found: 'blob-missing' },
  'bytes are cut off': { harm: async () => forge(await blobOf('b.txt'), 'bbb'), found: 'blob-size' },
  'a byte has flipped': {
    harm: async () => forge(await blobOf('b.txt'), `${'b'.repeat(4_999)}c`),
    found: 'blob-damaged',
  },
  'a piece lies beyond its blob': {
    harm: async () => harm('UPDATE extent SET start = 1 WHERE blob = ?', await blobOf('b.txt')),
    found: 'extent-broken',
  },
  'a content does not add up': {
    harm: async () => harm('UPDATE extent SET length = 4999 WHERE blob = ?', await blobOf('b.txt')),
    found: 'content-size',
  },
  'a file has no content': {
    harm: () => harm("UPDATE node SET content = NULL WHERE name = 'empty.txt'"),
    found: 'file-content',
  },
  'a version has no content': {
    harm: () => harm('UPDATE version SET content = 777'),
    found: 'version-content',
  },
  'a version has no file': { harm: () => harm('UPDATE version SET node = 777'), found: 'version-node' },
  'an upload has no content': {
    harm: () => harm('UPDATE upload SET content = 777'),
    found: 'upload-content',
  },
  'a space has no root': {
    harm: () => harm("UPDATE space SET root = 777 WHERE owner = 'bob'"),
    found: 'space-root',
  },
  'a node has no space': {
    harm: () => harm('UPDATE node SET space = 777 WHERE name = ?', 'b.txt'),
    found: 'space-missing',
  },
}

async function sha1(text: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha1').update(text).digest('hex')
}

/** To be called inside a `describe`, on the engines of the project. */
export function doctorSuite(): void {
  beforeEach(async () => {
    house = await testDomain()
    domain = house.domain
    await furnish()
  })
  afterEach(() => house.dispose())

  test('a sound house gives no finding', async () => {
    expect(await look()).toEqual([])
    await emptyTrash(domain, lea)
    await purgeRows(domain)
    house.turn(3_600_000)
    await sweepGarbage(domain)
    expect(await look()).toEqual([])
    expect(await look(true)).toEqual([])
  })

  test.for(Object.entries(mendable))('%s: found, mended, then clean', async ([, { harm: plant, found }]) => {
    const files = 'SELECT count(*) AS count FROM node WHERE kind = 0'
    await plant()
    const before = await one(files)
    const findings = await look()
    expect(kinds(findings)).toEqual(expect.arrayContaining(found.filter((kind) => kind !== 'folder-size')))
    expect(findings.every(({ repaired }) => repaired === null)).toBe(true)
    const mended = await look(true)
    expect(mended.filter(({ repaired }) => repaired === null)).toEqual([])
    expect(await look()).toEqual([])
    expect(await one(files)).toEqual(before)
  })

  test.for(Object.entries(lost))(
    '%s: told as a loss, and nothing is deleted',
    async ([, { harm: plant, found }]) => {
      await plant()
      const rows = 'SELECT count(*) AS nodes, sum(id) AS ids FROM node'
      const before = await one(rows)
      expect(kinds(await look())).toContain(found)
      expect((await look(true)).find(({ kind }) => kind === found)).toMatchObject({ repaired: null })
      expect(kinds(await look())).toContain(found)
      expect(await one(rows)).toEqual(before)
    },
  )

  test('says whose file lost its bytes, in words', async () => {
    await domain.blobs.remove([await blobOf('b.txt')])
    const [finding] = await look()
    expect(finding?.detail).toContain('“Cours/b.txt” of lea')
  })

  test('what had lost its folder lies in a folder for it, in the language of its owner', async () => {
    await harm('DELETE FROM node WHERE id = ?', await id('Latin'))
    await look(true)
    expect(
      await one(`SELECT f.name FROM node n JOIN node f ON f.id = n.parent
      WHERE n.name = 'a.txt' ORDER BY n.id`),
    ).toEqual({ name: 'Retrouvé' })
  })

  test('what search had wrong is found again', async () => {
    await harm("UPDATE search_entry SET folded = 'z.txt' WHERE node = ?", await id('b.txt'))
    expect(await searched('b.txt')).toEqual(['Copie/b.txt'])
    await look(true)
    expect((await searched('b.txt')).sort()).toEqual(['Copie/b.txt', 'Cours/b.txt'])
  })

  test('what was half in the trash can be restored from it', async () => {
    await harm('DELETE FROM trash')
    await look(true)
    expect((await listTrash(domain, lea)).map(({ name }) => name)).toEqual(['Vieux'])
  })

  test('a busy house gives no finding', { timeout: 60_000 }, async () => {
    let working = 4
    const errors: unknown[] = []
    const worker = async (n: number): Promise<void> => {
      for (let i = 0; i < 25; i++) {
        const name = `w${n}-${i}`
        await makeFolder(domain, lea, [name], hold)
        await write(`${name}/f.txt`, `${name} `.repeat(i % 50))
        await write(`${name}/f.txt`, `${name} again`)
        await copy(domain, lea, [name], [`${name} copy`], { hold, overwrite: false, shallow: false })
        await move(domain, lea, [name], ['Cours', name], { hold, overwrite: false })
        await beginUpload(domain, lea, name, { total: 6 })
        await Promise.all(['1', '2'].map((chunk) => addChunk(domain, lea, name, chunk, body('abc'), {})))
        await addChunk(domain, lea, name, '1', body('def'), {})
        await assemble(domain, lea, name, ['Cours', `${name}.bin`], { hold, overwrite: true })
        await remove(domain, lea, [`${name} copy`], { hold })
        if (i % 3 === 0) {
          await emptyTrash(domain, lea)
          await purgeRows(domain)
        }
        if (i % 4 === 0) await sweepGarbage(domain, -10)
      }
    }
    const workers = [1, 2, 3, 4].map((n) =>
      worker(n).then(
        () => working--,
        (error) => {
          errors.push(error)
          working--
        },
      ),
    )
    for (let i = 0; i < 3 || working > 0; i++) expect(await look(i % 2 === 1)).toEqual([])
    await Promise.all(workers)
    expect(errors).toEqual([])
    expect(await look()).toEqual([])
  })
}
