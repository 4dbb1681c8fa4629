import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, names, openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { foldLoosely } from '../../vocabulary/fold.ts'
import { CREATE, READ } from '../../vocabulary/permissions.ts'
import { adjustAt } from '../files/adjust-at.ts'
import { copy } from '../files/copy.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { listTrash } from '../trash/list.ts'
import { restore } from '../trash/restore.ts'
import { parsePattern } from './pattern.ts'
import { peopleInView } from './people.ts'
import type { Order, Query, Where } from './query.ts'
import { recent } from './recent.ts'
import { search } from './search.ts'

const called = (text: string): Where => ({ op: 'like', field: 'name', pattern: parsePattern(`%${text}%`) })
const type = (text: string): Where => ({ op: 'like', field: 'mime', pattern: parsePattern(text) })
const latest: Order = { by: 'mtime', descending: true }

/** What people look for is found, and nothing else. */
export function searchSuite(engine: string): void {
  describe(`search: ${engine}`, () => {
    let world: World
    let alice: Member
    let bob: Member
    beforeEach(async () => {
      world = await openWorld()
      alice = await world.person('alice')
      bob = await world.person('bob')
    })
    afterEach(() => world?.close())

    async function find(who: Member, where: Where, wish: Partial<Query> = {}): Promise<string[]> {
      const query = { where, below: [[]], order: [], first: 0, limit: 1_000, ...wish }
      return (await search(world.domain, who, query, [])).found.map(({ path }) => `/${path.join('/')}`)
    }

    test('by name, accents and case aside, wherever it lies by now', async () => {
      await folder(world.domain, alice, '/Élèves')
      await put(world.domain, alice, '/Élèves/Œuvre complète.PDF', 'x')
      expect(await find(alice, called('eleve'))).toEqual(['/Élèves'])
      expect(await find(alice, called('ŒUVRE COMPLE'))).toEqual(['/Élèves/Œuvre complète.PDF'])
      expect(await find(alice, called('oeuvre complète'))).toEqual(['/Élèves/Œuvre complète.PDF'])
      expect(await find(bob, called('eleve'))).toEqual([])
      await move(world.domain, alice, ['Élèves'], ['Classe'], { overwrite: false, hold: NO_HOLD })
      expect(await find(alice, called('eleve'))).toEqual([])
      expect(await find(alice, called('oeuvre'))).toEqual(['/Classe/Œuvre complète.PDF'])
    })

    test('wildcards are the asker’s, and what they escape stands for itself', async () => {
      for (const name of ['100% sure.txt', '100 sure.txt', 'a_b.txt', 'axb.txt'])
        await put(world.domain, alice, `/${name}`, 'x')
      const like = (text: string): Promise<string[]> =>
        find(alice, { op: 'like', field: 'name', pattern: parsePattern(text) })
      expect(await like('100\\%%')).toEqual(['/100% sure.txt'])
      expect(await like('100%')).toEqual(['/100% sure.txt', '/100 sure.txt'])
      expect(await like('a_b.txt')).toEqual(['/a_b.txt', '/axb.txt'])
      expect(await like('a\\_b%')).toEqual(['/a_b.txt'])
      expect(await like('sure')).toEqual([])
      expect(await like('%a%a%'.repeat(2_000))).toEqual([])
    })

    test('what lies in the trash is left out, with all that is in it, and found again once restored', async () => {
      for (const path of ['/a', '/a/b', '/a/b/c']) await folder(world.domain, alice, path)
      await put(world.domain, alice, '/a/b/c/note.txt', 'x')
      const all = ['/a', '/a/b', '/a/b/c', '/a/b/c/note.txt']
      expect(await find(alice, { op: 'always' })).toEqual(all)
      await remove(world.domain, alice, ['a'], { hold: NO_HOLD })
      expect(await find(alice, { op: 'always' })).toEqual([])
      const [entry] = await listTrash(world.domain, alice)
      await restore(world.domain, alice, entry!.name, entry!.deleted, [])
      expect(await find(alice, { op: 'always' })).toEqual(all)
      await copy(world.domain, alice, ['a', 'b'], ['twin'], {
        overwrite: false,
        shallow: false,
        hold: NO_HOLD,
      })
      expect(await find(alice, called('note'))).toEqual(['/a/b/c/note.txt', '/twin/c/note.txt'])
      expect(await find(alice, called('note'), { below: [['twin']] })).toEqual(['/twin/c/note.txt'])
      expect(await find(alice, called('twin'), { below: [['twin']] })).toEqual([])
      await expect(find(alice, called('x'), { below: [['nowhere']] })).rejects.toMatchObject(
        refusal('not-found'),
      )
      await expect(find(alice, called('x'), { below: [names('/a/b/c/note.txt')] })).rejects.toMatchObject(
        refusal('bad-request', 'search-in-file'),
      )
    })

    test('what was received is found under the name it has here, and nothing beside it', async () => {
      await folder(world.domain, alice, '/class')
      await put(world.domain, alice, '/class/one.txt', 'x')
      await put(world.domain, alice, '/one secret.txt', 'x')
      await world.share(alice, '/class', bob, { permissions: READ })
      await put(world.domain, bob, '/one own.txt', 'x')
      await move(world.domain, bob, ['class'], ['6e B'], { overwrite: false, hold: NO_HOLD })
      expect((await find(bob, called('one'))).sort()).toEqual(['/6e B/one.txt', '/one own.txt'])
      expect(await find(bob, called('6e'))).toEqual(['/6e B'])
      expect(await find(bob, called('class'))).toEqual([])
      const own: Where = { op: 'and', of: [called('one'), { op: 'owner', person: 'bob' }] }
      expect(await find(bob, own)).toEqual(['/one own.txt'])
      await remove(world.domain, alice, ['class'], { hold: NO_HOLD })
      expect(await find(bob, called('one'))).toEqual(['/one own.txt'])
    })

    test('only folders that one may put something into, and as many of them as there are, when that is asked', async () => {
      for (const name of ['plan a', 'plan b', 'plan c']) await folder(world.domain, alice, `/${name}`)
      await world.share(alice, '/plan a', bob, { permissions: READ })
      await world.share(alice, '/plan b', bob, { permissions: READ })
      await world.share(alice, '/plan c', bob)
      await folder(world.domain, bob, '/plan of bob')
      const wish = { allowed: CREATE, order: [{ by: 'name', descending: false }] } as const
      expect(await find(bob, called('plan'), wish)).toEqual(['/plan c', '/plan of bob'])
      // Those that are not allowed take no places of a page.
      expect(await find(bob, called('plan'), { ...wish, limit: 1 })).toEqual(['/plan c'])
      expect(await find(bob, called('plan'), { ...wish, first: 1, limit: 1 })).toEqual(['/plan of bob'])
      expect(await find(alice, called('plan'), wish)).toHaveLength(3)
    })

    test('by whom one has it: who owns it, or who gave it', async () => {
      const carol = await world.person('carol')
      await folder(world.domain, alice, '/class')
      await folder(world.domain, alice, '/class/sub')
      await put(world.domain, alice, '/class/sub/note one.txt', 'x')
      await put(world.domain, alice, '/note direct.txt', 'x')
      await put(world.domain, alice, '/note hidden.txt', 'x')
      await world.share(alice, '/class', bob)
      await world.share(bob, '/class', carol, { permissions: READ })
      await world.share(alice, '/note direct.txt', carol)
      await put(world.domain, carol, '/note own.txt', 'x')
      const from = async (who: Member, person: string): Promise<string[]> =>
        (await find(who, { op: 'always' }, { from: person })).sort()
      expect(await from(carol, 'bob')).toEqual(['/class', '/class/sub', '/class/sub/note one.txt'])
      expect(await from(carol, 'alice')).toEqual([
        ...['/class', '/class/sub', '/class/sub/note one.txt', '/note direct.txt'],
      ])
      expect(await from(carol, 'carol')).toEqual(['/note own.txt'])
      expect(await from(bob, 'carol')).toEqual([])
      expect(await from(alice, 'bob')).toEqual([])
      expect(await find(carol, called('note'), { from: 'bob', below: [['class']] })).toEqual([
        '/class/sub/note one.txt',
      ])
      const people = async (who: Member) => (await peopleInView(world.domain, who)).map(({ id }) => id)
      expect(await people(carol)).toEqual(['alice', 'bob'])
      expect(await people(bob)).toEqual(['alice'])
      expect(await people(alice)).toEqual([])
      await remove(world.domain, bob, ['class'], { hold: NO_HOLD })
      await remove(world.domain, alice, ['class'], { hold: NO_HOLD })
      expect(await from(carol, 'bob')).toEqual([])
      expect(await people(carol)).toEqual(['alice'])
    })

    test('what goes over into another’s space is found there', async () => {
      await folder(world.domain, alice, '/class')
      await folder(world.domain, bob, '/homework')
      await put(world.domain, bob, '/homework/done.txt', 'x')
      await world.share(alice, '/class', bob)
      expect(await find(alice, called('done'))).toEqual([])
      expect(await find(bob, called('done'))).toEqual(['/homework/done.txt'])
      await move(world.domain, bob, ['homework'], ['class', 'hw'], { overwrite: false, hold: NO_HOLD })
      expect(await find(alice, called('done'))).toEqual(['/class/hw/done.txt'])
      expect(await find(bob, called('done'))).toEqual(['/class/hw/done.txt'])
      await move(world.domain, bob, ['class', 'hw'], ['back'], { overwrite: false, hold: NO_HOLD })
      expect(await find(alice, called('done'))).toEqual([])
      expect(await find(bob, called('done'))).toEqual(['/back/done.txt'])
    })

    test('by type, size, time, mark, id and kind, put together as one likes', async () => {
      await folder(world.domain, alice, '/album')
      const at = world.now()
      for (const [name, text, age] of [
        ['a.jpg', 'xxx', 500],
        ['b.png', 'x', 400],
        ['c.mp4', 'xxxxx', 300],
        ['d.txt', 'xx', 200],
      ] as const)
        await put(world.domain, alice, `/album/${name}`, text, { mtime: at - age })
      const media: Where = { op: 'or', of: [type('image/%'), type('video/%')] }
      expect(await find(alice, media, { order: [latest] })).toEqual([
        '/album/c.mp4',
        '/album/b.png',
        '/album/a.jpg',
      ])
      expect(await find(alice, media, { order: [{ by: 'mtime', descending: false }], limit: 1 })).toEqual([
        '/album/a.jpg',
      ])
      const since: Where = { op: 'number', field: 'mtime', is: 'gte', value: at - 400 }
      const taken: Where = { op: 'number', field: 'taken', is: 'gt', value: at - 450 }
      expect(await find(alice, { op: 'and', of: [media, since] }, { order: [latest] })).toEqual([
        '/album/c.mp4',
        '/album/b.png',
      ])
      expect(await find(alice, taken)).toEqual(['/album/b.png'])
      const large: Where = { op: 'number', field: 'size', is: 'gt', value: 2 }
      expect(await find(alice, large, { order: [{ by: 'size', descending: true }] })).toEqual([
        '/album',
        '/album/c.mp4',
        '/album/a.jpg',
      ])
      expect(await find(alice, { op: 'folder' })).toEqual(['/album'])
      expect(await find(alice, { op: 'not', of: { op: 'or', of: [media, { op: 'folder' }] } })).toEqual([
        '/album/d.txt',
      ])
      const { id } = (await statOf(world.domain, alice, '/album/d.txt')).node
      const byId: Where = { op: 'number', field: 'id', is: 'eq', value: id }
      expect(await find(alice, byId)).toEqual(['/album/d.txt'])
      expect(await find(bob, byId)).toEqual([])
      await adjustAt(world.domain, alice, names('/album/b.png'), [{ what: 'favourite', on: true }], NO_HOLD)
      expect(await find(alice, { op: 'favourite', on: true })).toEqual(['/album/b.png'])
      expect(await find(alice, { op: 'and', of: [media, { op: 'favourite', on: false }] })).toEqual([
        '/album/a.jpg',
        '/album/c.mp4',
      ])
      expect((await find(alice, { op: 'always' }, { order: [{ by: 'name', descending: true }] }))[0]).toBe(
        '/album/d.txt',
      )
    })

    test('pages do not overlap, also where many are of one time', async () => {
      await folder(world.domain, alice, '/many')
      const at = world.now() - 1_000
      const wanted: string[] = []
      for (let n = 0; n < 300; n++) {
        const name = `/many/${String(n).padStart(3, '0')}.txt`
        await put(world.domain, alice, name, 'x', { mtime: at + Math.floor(n / 150) })
        wanted.push(name)
      }
      const order: Order[] = [latest, { by: 'name', descending: true }]
      const where: Where = { op: 'not', of: { op: 'folder' } }
      expect(await find(alice, where, { order })).toEqual([...wanted].reverse())
      const pages: string[] = []
      for (let first = 0; first < 300; first += 70)
        pages.push(...(await find(alice, where, { order, first, limit: 70 })))
      expect(pages).toEqual([...wanted].reverse())
      const page = await search(
        world.domain,
        alice,
        { where, below: [[]], order: [], first: 290, limit: 9 },
        [],
      )
      expect(page.found).toHaveLength(9)
      expect(page.more).toBe(true)
    })

    test('recent files, the latest first', async () => {
      await folder(world.domain, alice, '/a')
      for (const [name, days] of [
        ['old', 9],
        ['week', 6],
        ['today', 0],
      ] as const)
        await put(world.domain, alice, `/a/${name}`, 'x', { mtime: world.now() - days * 86_400 })
      const { found } = await recent(world.domain, alice, { days: 7, first: 0, limit: 10 }, [])
      expect(found.map(({ path }) => path.at(-1))).toEqual(['today', 'week'])
    })

    test('no more is asked than a search may ask', async () => {
      const where: Where = { op: 'or', of: Array.from({ length: 101 }, (_, n) => called(String(n))) }
      await expect(find(alice, where)).rejects.toMatchObject(refusal('bad-request', 'search-too-complex'))
    })

    test('folds what people type', () => {
      expect(foldLoosely('ÉLÈVE’S Straße İzmir ﬁn e\u0301')).toBe("eleve's strasse izmir fin e")
    })
  })
}
