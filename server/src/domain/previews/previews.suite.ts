import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { names, openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { DOWNLOAD, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import type { Domain } from '../domain.ts'
import { copy } from '../files/copy.ts'
import { list } from '../files/list.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { GARBAGE_GRACE, STRAY_GRACE, sweepGarbage, sweepStrays } from '../sweep/sweep.ts'
import { emptyTrash } from '../trash/empty.ts'
import { listTrash } from '../trash/list.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { hasPreview } from './failures.ts'
import type { PreviewKind } from './kind.ts'
import { countPages, showPage } from './pages.ts'
import { NO_RENDERER, type PageWish, type Renderer, type Source, Unrenderable } from './renderer.ts'
import { showPreview } from './show.ts'
import { fileById, fileByPath, trashedById, versionOf } from './subject.ts'
import type { Variant } from './variant.ts'

const SMALL: Variant = { shape: 'square', size: 64 }
const LARGE: Variant = { shape: 'whole', size: 1024 }
const hold = NO_HOLD

interface Drawing {
  readonly kind: PreviewKind
  readonly from: string
  readonly wanted: readonly Variant[]
}

/** Draws words instead of pictures, and remembers what it was asked. */
class Scribe implements Renderer {
  readonly kinds: Renderer['kinds']
  revision = '1'
  readonly drawings: Drawing[] = []
  /** Thrown instead of drawing. */
  fault: Error | undefined

  constructor(kinds: readonly PreviewKind[]) {
    this.kinds = new Set(kinds)
  }

  async draw(kind: PreviewKind, source: Source, wanted: readonly Variant[]) {
    const from = (await buffer(await source.open({ start: 0, end: source.size }))).toString()
    this.drawings.push({ kind, from, wanted })
    if (this.fault !== undefined) throw this.fault
    return wanted.map((variant) => ({
      ...variant,
      mime: 'image/jpeg',
      bytes: Buffer.from(`${variant.shape} ${variant.size} of ${from}`),
    }))
  }

  async drawPage(kind: 'pdf' | 'image', source: Source, { number, mark }: PageWish) {
    const from = (await buffer(await source.open({ start: 0, end: source.size }))).toString()
    this.drawings.push({ kind, from, wanted: [{ shape: 'page', size: number }] })
    if (number > 3) throw new Unrenderable('there are only 3 pages', true)
    const bytes = Buffer.from(mark === undefined ? `page ${number} of ${from}` : `${from}, marked ${mark}`)
    return { mime: 'image/jpeg', bytes, pages: kind === 'pdf' ? 3 : 1 }
  }

  async toPdf(kind: PreviewKind, source: Source) {
    const from = (await buffer(await source.open({ start: 0, end: source.size }))).toString()
    this.drawings.push({ kind, from, wanted: [] })
    return Buffer.from(`PDF of ${from}`)
  }

  drawInitials = NO_RENDERER.drawInitials
  close = NO_RENDERER.close
}

export function previewsSuite(engine: string): void {
  describe(`previews on ${engine}`, () => {
    let world: World
    let domain: Domain
    let scribe: Scribe
    let lea: Member
    let bob: Member

    beforeEach(async () => {
      world = await openWorld()
      scribe = new Scribe(['image', 'pdf', 'text', 'document'])
      domain = { ...world.domain, renderer: scribe }
      lea = await world.person('lea')
      bob = await world.person('bob')
    })
    afterEach(async () => {
      expect(await world.faults()).toEqual([])
      await world.close()
    })

    async function show(path: string, variant = SMALL, who = lea): Promise<string> {
      const { body } = await showPreview(domain, await fileByPath(domain, who, names(path)), variant)
      return (await buffer(body)).toString()
    }

    const seen = async (name: string): Promise<boolean> => {
      const { members, facets } = await list(domain, lea, [], ['previews'])
      const { node } = members.find((entry) => entry.name === name)!
      return hasPreview(scribe, node, facets.previewFailures)
    }

    const blobs = async (): Promise<number> => {
      let count = 0
      for await (const _ of domain.blobs.list()) count++
      return count
    }

    async function pageOf(path: string, kind: PreviewKind, number: number, mark?: string): Promise<string> {
      const subject = await fileByPath(domain, lea, names(path))
      const { bytes, pages } = await showPage(domain, subject, kind, number, mark)
      return `${bytes} (${pages})`
    }

    test('a page to read is made once, and marked for each who may not have the original', async () => {
      await put(domain, lea, 'a.pdf', 'sheets')
      expect(await pageOf('a.pdf', 'pdf', 2)).toBe('page 2 of sheets (3)')
      expect(await pageOf('a.pdf', 'pdf', 2, 'here')).toBe('page 2 of sheets, marked here (3)')
      expect(await pageOf('a.pdf', 'pdf', 2, 'there')).toBe('page 2 of sheets, marked there (3)')
      expect(scribe.drawings.filter(({ kind }) => kind === 'pdf')).toHaveLength(1)
      expect(await countPages(domain, await fileByPath(domain, lea, ['a.pdf']), 'pdf')).toBe(3)
      await expect(pageOf('a.pdf', 'pdf', 4)).rejects.toMatchObject(refusal('not-found'))
      await expect(pageOf('a.pdf', 'pdf', 0)).rejects.toMatchObject(refusal('not-found'))
    })

    test('an office file becomes a PDF once, whatever page of it is asked for', async () => {
      await put(domain, lea, 'a.odt', 'letters')
      const asked = [1, 3, 1, 1].map((number) => pageOf('a.odt', 'document', number))
      expect(new Set(await Promise.all(asked))).toEqual(
        new Set(['page 1 of PDF of letters (3)', 'page 3 of PDF of letters (3)']),
      )
      expect(scribe.drawings.filter(({ kind }) => kind === 'pdf')).toHaveLength(2)
      expect(scribe.drawings.filter(({ kind }) => kind === 'document')).toHaveLength(1)
    })

    test('a picture is one page', async () => {
      await put(domain, lea, 'a.png', 'pixels')
      expect(await pageOf('a.png', 'image', 1)).toBe('page 1 of whole 2048 of pixels (1)')
    })

    test('a picture is made when it is first asked for, and never again', async () => {
      await put(domain, lea, 'a.png', 'pixels')
      expect(scribe.drawings).toEqual([])
      const asked = await Promise.all(Array.from({ length: 5 }, () => show('a.png')))
      expect(new Set(asked)).toEqual(new Set(['square 64 of pixels']))
      expect(await show('a.png')).toBe('square 64 of pixels')
      expect(scribe.drawings).toEqual([{ kind: 'image', from: 'pixels', wanted: [SMALL] }])
      expect(await show('a.png', LARGE)).toBe('whole 1024 of pixels')
      expect(scribe.drawings).toHaveLength(2)
    })

    test('what is costly to open is opened once, whatever sizes are asked for', async () => {
      await put(domain, lea, 'a.pdf', 'pages')
      const shown = await Promise.all([show('a.pdf', SMALL), show('a.pdf', LARGE)])
      const whoeverWasFirst = [
        ['square 64 of pages', 'whole 1024 of whole 2048 of pages'],
        ['square 64 of whole 2048 of pages', 'whole 1024 of pages'],
      ]
      expect(whoeverWasFirst).toContainEqual(shown)
      expect(scribe.drawings.map(({ kind }) => kind)).toEqual(['pdf', 'image'])
    })

    test('copies, versions and trash share the pictures of one content', async () => {
      const { node } = await put(domain, lea, 'a.png', 'first')
      expect(await show('a.png')).toBe('square 64 of first')
      await copy(domain, lea, ['a.png'], ['b.png'], { hold, overwrite: false, shallow: false })
      await move(domain, lea, ['b.png'], ['c.png'], { hold, overwrite: false })
      expect(await show('c.png')).toBe('square 64 of first')
      const { mtime } = (await statOf(domain, lea, 'a.png')).node
      await put(domain, lea, 'a.png', 'second')
      expect(await show('a.png')).toBe('square 64 of second')
      const version = await versionOf(domain, lea, ['a.png'], mtime)
      expect((await buffer((await showPreview(domain, version, SMALL)).body)).toString()).toBe(
        'square 64 of first',
      )
      await remove(domain, lea, ['a.png'], { hold })
      const trashed = await trashedById(domain, lea, node.id)
      expect((await buffer((await showPreview(domain, trashed, SMALL)).body)).toString()).toBe(
        'square 64 of second',
      )
      expect(scribe.drawings.map(({ from }) => from)).toEqual(['first', 'second'])
    })

    test('they go with the last that has the content, their bytes too', async () => {
      await put(domain, lea, 'a.png', 'pixels')
      await show('a.png')
      await show('a.png', LARGE)
      expect(await blobs()).toBe(3)
      await sweepStrays(domain, 0)
      expect(await blobs()).toBe(3)
      await remove(domain, lea, ['a.png'], { hold })
      await emptyTrash(domain, lea)
      await purgeRows(domain)
      world.pass(GARBAGE_GRACE + 1)
      await sweepGarbage(domain)
      expect(await blobs()).toBe(0)
      expect(await domain.records.get('SELECT 1 AS one FROM preview')).toBeUndefined()
    })

    test('only who may read a file sees it', async () => {
      const { node } = await put(domain, lea, 'a.png', 'pixels')
      await expect(fileById(domain, bob, node.id)).rejects.toMatchObject(refusal('not-found'))
      await expect(trashedById(domain, lea, node.id)).rejects.toMatchObject(refusal('not-found'))
      await world.share(lea, 'a.png', bob, { permissions: READ | DOWNLOAD })
      expect((await fileById(domain, bob, node.id)).node).toBe(node.id)
      expect(await show('a.png', SMALL, bob)).toBe('square 64 of pixels')
      await remove(domain, lea, ['a.png'], { hold })
      await expect(fileById(domain, bob, node.id)).rejects.toMatchObject(refusal('not-found'))
      await expect(trashedById(domain, bob, node.id)).rejects.toMatchObject(refusal('not-found'))
    })

    test('what cannot be drawn is not tried again, and said to have none, until another program draws', async () => {
      await put(domain, lea, 'a.png', 'garbled')
      expect(await seen('a.png')).toBe(true)
      scribe.fault = new Unrenderable('garbled', true)
      await expect(show('a.png')).rejects.toMatchObject(refusal('not-found'))
      expect(await seen('a.png')).toBe(false)
      world.pass(30 * 24 * 3600)
      await expect(show('a.png', LARGE)).rejects.toMatchObject(refusal('not-found'))
      expect(scribe.drawings).toHaveLength(1)
      scribe.revision = '2'
      scribe.fault = undefined
      expect(await seen('a.png')).toBe(true)
      expect(await show('a.png')).toBe('square 64 of garbled')
      expect(await seen('a.png')).toBe(true)
    })

    test('what took too long is tried again a day later', async () => {
      await put(domain, lea, 'a.png', 'endless')
      scribe.fault = new Unrenderable('too long', false)
      await expect(show('a.png')).rejects.toMatchObject(refusal('not-found'))
      await expect(show('a.png')).rejects.toMatchObject(refusal('not-found'))
      expect(scribe.drawings).toHaveLength(1)
      world.pass(24 * 3600 + 1)
      scribe.fault = undefined
      expect(await seen('a.png')).toBe(true)
      expect(await show('a.png')).toBe('square 64 of endless')
    })

    test('that too many wait is no failure of the file', async () => {
      await put(domain, lea, 'a.png', 'pixels')
      scribe.fault = new Refusal('busy', 'busy')
      await expect(show('a.png')).rejects.toMatchObject(refusal('busy'))
      expect(await seen('a.png')).toBe(true)
      scribe.fault = undefined
      expect(await show('a.png')).toBe('square 64 of pixels')
    })

    test('a file that gets another ending is looked at anew', async () => {
      await put(domain, lea, 'a.png', 'really a text')
      scribe.fault = new Unrenderable('no pixels', true)
      await expect(show('a.png')).rejects.toMatchObject(refusal('not-found'))
      await move(domain, lea, ['a.png'], ['a.txt'], { hold, overwrite: false })
      scribe.fault = undefined
      expect(await seen('a.txt')).toBe(true)
      expect(await show('a.txt')).toBe('square 64 of really a text')
    })

    test('it is said to be there only for what can be drawn', async () => {
      await put(domain, lea, 'empty.png', '')
      await put(domain, lea, 'film.mp4', 'frames')
      await put(domain, lea, 'program.exe', 'MZ')
      await put(domain, lea, 'a.txt', 'text')
      expect(await Promise.all(['empty.png', 'film.mp4', 'program.exe', 'a.txt'].map(seen))).toEqual([
        ...[false, false, false],
        true,
      ])
      for (const path of ['empty.png', 'film.mp4', 'program.exe'])
        await expect(show(path)).rejects.toMatchObject(refusal('not-found'))
      expect(scribe.drawings).toEqual([])
    })

    test('pictures count in no quota', async () => {
      const paul = await world.person('paul', 10)
      await put(domain, paul, 'a.png', 'ten bytes!')
      expect(await show('a.png', LARGE, paul)).toBe('whole 1024 of ten bytes!')
      const { facets, self } = await list(domain, paul, [], ['spaces'])
      expect(facets.spaces.get(self.node.space)).toMatchObject({ used: 10, free: 0 })
    })

    test('a picture whose bytes are gone is made again', async () => {
      await put(domain, lea, 'a.png', 'pixels')
      await show('a.png')
      const { blob } = (await domain.records.get<{ blob: string }>('SELECT blob FROM preview'))!
      await domain.blobs.remove([blob])
      expect(await show('a.png')).toBe('square 64 of pixels')
      expect(scribe.drawings).toHaveLength(2)
    })

    test('doctor finds what is left of previews, and mends it', async () => {
      const findings: Finding[] = []
      const look = (repair: boolean) =>
        examine(domain, {
          ...{ deep: true, found: (finding) => findings.push(finding) },
          ...(repair ? { repair: { recoveredName: () => 'Recovered' } } : {}),
        })
      await put(domain, lea, 'a.png', 'pixels')
      await show('a.png')
      await look(false)
      expect(findings).toEqual([])
      const { blob } = (await domain.records.get<{ blob: string }>('SELECT blob FROM preview'))!
      await domain.blobs.remove([blob])
      await domain.records.write([], async (writer) => {
        await writer.run(
          "INSERT INTO preview_failure (content, kind, revision, retry) VALUES (9999, 'image', '1', NULL)",
        )
      })
      await look(true)
      expect(findings.map(({ kind }) => kind).sort()).toEqual(['preview-dangling', 'preview-lost'])
      expect(findings.every(({ repaired }) => repaired !== null)).toBe(true)
      findings.length = 0
      await look(false)
      expect(findings).toEqual([])
      expect(await show('a.png')).toBe('square 64 of pixels')
    })

    test('what was made for a content that went meanwhile leaves nothing behind', async () => {
      await put(domain, lea, 'a.png', 'pixels')
      const subject = await fileByPath(domain, lea, ['a.png'])
      await remove(domain, lea, ['a.png'], { hold })
      expect(await listTrash(domain, lea)).toHaveLength(1)
      const drawn = Promise.withResolvers<void>()
      const { draw } = scribe
      scribe.draw = async (...asked) => {
        const pictures = await draw.apply(scribe, asked)
        await emptyTrash(domain, lea)
        await purgeRows(domain)
        world.pass(GARBAGE_GRACE + 1)
        await sweepGarbage(domain)
        drawn.resolve()
        return pictures
      }
      await expect(showPreview(domain, subject, SMALL)).rejects.toMatchObject(refusal('not-found'))
      await drawn.promise
      world.pass(STRAY_GRACE + 1)
      expect(await blobs()).toBe(0)
    })
  })
}
