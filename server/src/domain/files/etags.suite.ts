import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folder, names, openWorld, put, statOf, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { READ, SHARE } from '../../vocabulary/permissions.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { takeLock } from '../locks/take.ts'
import { purge } from '../trash/purge.ts'
import { restore } from '../trash/restore.ts'
import { addChunk } from '../uploads/add-chunk.ts'
import { assemble } from '../uploads/assemble.ts'
import { beginUpload } from '../uploads/begin.ts'
import { listVersions } from '../versions/list.ts'
import { restoreVersion } from '../versions/restore.ts'
import { adjustAt } from './adjust-at.ts'
import { copy } from './copy.ts'
import { list } from './list.ts'
import { move } from './move.ts'
import { remove } from './remove.ts'

const SEEN = ['/', '/other', '/sh', '/sh/sub', '/sh/sub/z.txt', '/sh/sub/kept.txt', '/sh/beside'] as const
type Seen = (typeof SEEN)[number]

interface Action {
  readonly what: string
  /** By whom, in the paths they see; the sharer's are the recipient's below `/sh`. */
  readonly who?: 'alice' | 'bob'
  run(world: World, who: Member): Promise<unknown>
  /** What of the owner's tree gets a new etag; all else must keep it. */
  readonly changes: readonly Seen[]
}

const hold = NO_HOLD
const at = (path: string) => names(path)
const UP: readonly Seen[] = ['/', '/sh', '/sh/sub']

/** webdav.md §9.2, and what goes without saying. */
const ACTIONS: readonly Action[] = [
  { what: 'creating', run: ({ domain }, who) => put(domain, who, '/sh/sub/new.txt', 'new'), changes: UP },
  {
    what: 'overwriting',
    run: ({ domain }, who) => put(domain, who, '/sh/sub/z.txt', 'changed'),
    changes: [...UP, '/sh/sub/z.txt'],
  },
  {
    what: 'overwriting with the same bytes',
    run: ({ domain }, who) => put(domain, who, '/sh/sub/z.txt', 'zzz'),
    changes: [...UP, '/sh/sub/z.txt'],
  },
  { what: 'making a folder', run: ({ domain }, who) => folder(domain, who, '/sh/sub/deep'), changes: UP },
  {
    what: 'renaming inside a folder',
    run: async ({ domain }, who) => {
      await move(domain, who, at('/sh/sub/z.txt'), at('/sh/sub/y.txt'), { overwrite: false, hold })
      await move(domain, who, at('/sh/sub/y.txt'), at('/sh/sub/z.txt'), { overwrite: false, hold })
    },
    changes: UP,
  },
  {
    what: 'moving a folder away and back',
    run: async ({ domain }, who) => {
      await move(domain, who, at('/sh/sub'), at('/other/sub'), { overwrite: false, hold })
      await move(domain, who, at('/other/sub'), at('/sh/sub'), { overwrite: false, hold })
    },
    changes: ['/', '/other', '/sh'],
  },
  {
    what: 'deleting and restoring',
    run: async ({ domain, now }, who) => {
      await remove(domain, who, at('/sh/sub/z.txt'), { hold })
      await restore(domain, who, 'z.txt', now(), [])
    },
    changes: UP,
  },
  {
    what: 'deleting for good',
    run: async ({ domain, now }, who) => {
      await put(domain, who, '/sh/sub/doomed.txt', 'x')
      await remove(domain, who, at('/sh/sub/doomed.txt'), { hold })
      await purge(domain, who, 'doomed.txt', now(), [])
    },
    changes: UP,
  },
  {
    what: 'copying into another folder',
    run: ({ domain }, who) =>
      copy(domain, who, at('/sh/sub/z.txt'), at('/other/copy.txt'), {
        overwrite: true,
        hold,
        shallow: false,
      }),
    changes: ['/', '/other'],
  },
  {
    what: 'giving back an older version',
    run: async ({ domain, pass }, who) => {
      await put(domain, who, '/sh/sub/z.txt', 'older')
      pass(5)
      await put(domain, who, '/sh/sub/z.txt', 'newer')
      const { node } = await statOf(domain, who, '/sh/sub/z.txt')
      const { held } = await listVersions(domain, who, node.id)
      await restoreVersion(domain, who, node.id, held[1]!.stamp)
    },
    changes: [...UP, '/sh/sub/z.txt'],
  },
  {
    what: 'setting the time',
    run: ({ domain }, who) =>
      adjustAt(domain, who, at('/sh/sub/z.txt'), [{ what: 'mtime', seconds: 1_600_000_000 }], hold),
    changes: [...UP, '/sh/sub/z.txt'],
  },
  {
    what: 'putting an upload together',
    run: async ({ domain }, who) => {
      await beginUpload(domain, who, 'etag', {})
      await addChunk(domain, who, 'etag', '1', one('chunk'), {})
      await assemble(domain, who, 'etag', at('/sh/sub/z.txt'), { overwrite: true, hold })
    },
    changes: [...UP, '/sh/sub/z.txt'],
  },
  {
    what: 'a favourite',
    run: ({ domain }, who) =>
      adjustAt(domain, who, at('/sh/sub/z.txt'), [{ what: 'favourite', on: true }], hold),
    changes: [],
  },
  {
    what: 'a property of a client’s own',
    run: ({ domain }, who) =>
      adjustAt(domain, who, at('/sh/sub'), [{ what: 'property', name: '{x}y', value: 'z' }], hold),
    changes: [],
  },
  {
    what: 'the time of creation',
    run: ({ domain }, who) =>
      adjustAt(domain, who, at('/sh/sub/z.txt'), [{ what: 'created', seconds: 1_500_000_000 }], hold),
    changes: [],
  },
  {
    what: 'chunks of an upload under way',
    run: async ({ domain }, who) => {
      await beginUpload(domain, who, 'under way', { destination: at('/sh/sub/w.bin'), total: 10 })
      await addChunk(domain, who, 'under way', '1', one('chunk'), {})
    },
    changes: [],
  },
  {
    what: 'looking and listing',
    run: async ({ domain, pass }, who) => {
      await list(domain, who, at('/sh/sub'), ['favourites', 'locks', 'properties', 'spaces', 'counts'])
      pass(3_600)
      await statOf(domain, who, '/sh/sub/z.txt')
    },
    changes: [],
  },
  {
    what: 'a write that is refused',
    run: ({ domain }, who) =>
      Promise.allSettled([
        put(domain, who, '/sh/sub/z.txt', 'x', { pin: { etag: 'other' } }),
        put(domain, who, '/sh/sub/z.txt', 'x', { checksums: [`SHA1:${'0'.repeat(40)}`] }),
        put(domain, who, '/sh/sub/.htaccess', 'x'),
        put(domain, who, '/sh/sub', 'x'),
        move(domain, who, at('/sh'), at('/sh/sub/sh'), { overwrite: true, hold }),
        remove(domain, who, at('/sh/sub/none'), { hold }),
      ]),
    changes: [],
  },
  {
    what: 'a lock that is taken, which others are to see, and that ends by itself',
    run: async ({ domain, pass }, who) => {
      const wish = { scope: 'exclusive', depth: '0', owner: '', timeout: 60, hold } as const
      await takeLock(domain, who, at('/sh/sub/kept.txt'), wish)
      pass(61)
    },
    changes: UP,
  },
  {
    what: 'a write by the recipient',
    who: 'bob',
    run: ({ domain }, who) => put(domain, who, '/sh/sub/z.txt', 'by bob'),
    changes: [...UP, '/sh/sub/z.txt'],
  },
  {
    what: 'a favourite of the recipient',
    who: 'bob',
    run: ({ domain }, who) => adjustAt(domain, who, at('/sh/sub'), [{ what: 'favourite', on: true }], hold),
    changes: [],
  },
]

async function* one(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

/** What changes which etag, for the owner and for whoever received the folder. */
export function etagsSuite(engine: string): void {
  describe(`etags: ${engine}`, () => {
    let world: World
    let alice: Member
    let bob: Member
    beforeAll(async () => {
      world = await openWorld()
      alice = await world.person('alice')
      bob = await world.person('bob')
      for (const path of ['/other', '/sh', '/sh/sub', '/sh/beside']) await folder(world.domain, alice, path)
      await put(world.domain, alice, '/sh/sub/z.txt', 'zzz')
      await put(world.domain, alice, '/sh/sub/kept.txt', 'kept')
      await world.share(alice, '/sh', bob, { permissions: READ | SHARE | 14 })
    })
    afterAll(() => world?.close())

    const etagsOf = async (who: Member, paths: readonly string[]) =>
      Object.fromEntries(
        await Promise.all(
          paths.map(async (path) => [path, (await statOf(world.domain, who, path)).etag] as const),
        ),
      )
    const different = (before: Record<string, string>, after: Record<string, string>) =>
      Object.keys(before).filter((path) => before[path] !== after[path])

    test.each(ACTIONS)('$what', async ({ run, changes, who }) => {
      const shared = SEEN.filter((path) => path === '/' || path.startsWith('/sh'))
      const before = [await etagsOf(alice, SEEN), await etagsOf(bob, shared)]
      await run(world, who === 'bob' ? bob : alice)
      const after = [await etagsOf(alice, SEEN), await etagsOf(bob, shared)]
      expect(different(before[0]!, after[0]!)).toEqual([...changes].sort())
      // The recipient's root follows what they received, and nothing else of the owner's.
      const received = changes.filter((path) => path.startsWith('/sh'))
      expect(different(before[1]!, after[1]!)).toEqual(
        (received.includes('/sh') ? ['/', ...received] : received).sort(),
      )
      expect(await world.faults()).toEqual([])
    })
  })
}
