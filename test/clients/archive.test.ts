import { createWriteStream } from 'node:fs'
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Archive, ArchiveEntry } from '../../server/src/protocols/wire/archive/archive.ts'
import { tar } from '../../server/src/protocols/wire/archive/tar.ts'
import { zip } from '../../server/src/protocols/wire/archive/zip.ts'
import { run } from '../rigs/daemon.ts'
import { withTools } from '../rigs/with-tools.ts'

const MTIME = Date.UTC(2024, 1, 29, 11, 22, 33) / 1000
const GIB = 1024 ** 3

const folder = (...path: string[]): ArchiveEntry => ({
  path,
  folder: true,
  size: 0,
  mtime: MTIME,
  open: () => Promise.reject(new Error('a folder has no bytes')),
})
const file = (body: Buffer, ...path: string[]): ArchiveEntry => ({
  path,
  folder: false,
  size: body.length,
  mtime: MTIME,
  open: async () => Readable.from([body.subarray(0, 3), body.subarray(3)], { objectMode: false }),
})

/** Zeros, which take no room on the disk. */
const zeros = (size: number, ...path: string[]): ArchiveEntry => ({
  path,
  folder: false,
  size,
  mtime: MTIME,
  async open() {
    const piece = Buffer.alloc(1024 * 1024)
    async function* all(): AsyncGenerator<Buffer> {
      for (let left = size; left > 0; left -= piece.length)
        yield piece.subarray(0, Math.min(left, piece.length))
    }
    return Readable.from(all(), { objectMode: false })
  },
})

const late = Buffer.alloc(700_000, 'une feuille de devoirs ')
const entries = [
  folder('Élèves de 6ᵉ'),
  file(Buffer.from('Il était une fois'), 'Élèves de 6ᵉ', 'rédaction 🎒.txt'),
  file(Buffer.alloc(0), 'Élèves de 6ᵉ', 'vide.txt'),
  folder('Élèves de 6ᵉ', 'dossier vide'),
  file(late, 'Élèves de 6ᵉ', `${'long '.repeat(40)}.bin`),
  file(Buffer.from('fin'), 'à la fin.txt'),
]

const formats: [string, (all: readonly ArchiveEntry[]) => Archive][] = [
  ['zip', (all) => zip(all, 'Europe/Paris')],
  ['tar', tar],
]

const whole = (archive: Archive) => archive.read({ start: 0, end: archive.size - 1 })

async function bytes(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

let place: string
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'nuage-archive-'))
})
afterAll(() => rm(place, { recursive: true, force: true }))

/** Leaves out what is zero, so that a huge archive is quickly written. */
async function writeSparse(path: string, archive: Archive): Promise<void> {
  const target = await open(path, 'w')
  const nothing = Buffer.alloc(1024 * 1024)
  let at = 0
  for await (const piece of whole(archive)) {
    if (!(piece.length === nothing.length && nothing.equals(piece)))
      await target.write(piece, 0, piece.length, at)
    at += piece.length
  }
  await target.truncate(at)
  await target.close()
}

withTools('archivers', 'archives', () => {
  test.each(formats)('%s: common programs unpack every name, byte and time', async (format, pack) => {
    const archive = pack(entries)
    const path = join(place, `whole.${format}`)
    await pipeline(whole(archive), createWriteStream(path))
    expect((await stat(path)).size).toBe(archive.size)
    const programs = format === 'zip' ? ['unzip', 'bsdtar'] : ['tar', 'bsdtar']
    for (const program of programs) {
      const out = await mkdtemp(join(place, `${program}-`))
      if (program === 'unzip') await run('unzip', ['-q', path, '-d', out], { env: utf8 })
      else await run(program, ['-xf', path, '-C', out], { env: utf8 })
      for (const entry of entries) {
        const found = join(out, ...entry.path)
        const about = await stat(found)
        expect(about.isDirectory(), found).toBe(entry.folder)
        if (entry.folder) continue
        expect(about.mtimeMs / 1000).toBe(MTIME)
        const expected = await bytes((await entry.open()) as AsyncIterable<Uint8Array>)
        expect(expected.equals(await readFile(found)), found).toBe(true)
      }
    }
  })

  test.each(formats)('%s: any part is the same as in the whole', async (_, pack) => {
    const archive = pack(entries)
    const all = await bytes(whole(archive))
    expect(all.length).toBe(archive.size)
    const ends = [0, 1, 29, 30, 200, 511, 512, 4_000, 300_000, 701_000, all.length - 200, all.length - 1]
    for (const start of ends)
      for (const end of ends.filter((last) => last >= start)) {
        const part = await bytes(archive.read({ start, end }))
        expect(part.equals(all.subarray(start, end + 1)), `${start}-${end}`).toBe(true)
      }
  })

  test('zip: files and offsets beyond 4 GiB, and more than 65,535 entries', async () => {
    const archive = zip(
      [zeros(4 * GIB + 5, 'grand.bin'), file(Buffer.from('après'), 'après.txt')],
      'Europe/Paris',
    )
    const path = join(place, 'grand.zip')
    await writeSparse(path, archive)
    expect((await stat(path)).size).toBe(archive.size)
    expect(await run('unzip', ['-t', path], { env: utf8 })).toContain('No errors detected')
    expect(await run('unzip', ['-p', path, 'après.txt'], { env: utf8 })).toBe('après')
    expect(await run('bsdtar', ['-tvf', path], { env: utf8 })).toContain(String(4 * GIB + 5))

    const many = zip(
      Array.from({ length: 65_600 }, (_, i) => file(Buffer.from(String(i)), `${i}.txt`)),
      'Europe/Paris',
    )
    const crowded = join(place, 'nombreux.zip')
    await pipeline(whole(many), createWriteStream(crowded))
    expect(await run('unzip', ['-p', crowded, '65599.txt'])).toBe('65599')
  }, 120_000)

  test('a file that has not the length it should breaks the archive off', async () => {
    for (const [, pack] of formats)
      await expect(bytes(whole(pack([{ ...file(Buffer.from('abc'), 'a'), size: 5 }])))).rejects.toThrow(
        '3 bytes',
      )
  })

  test('reading a part does not read what comes after it', async () => {
    let opened = 0
    const counted = entries.map((entry) => ({
      ...entry,
      open() {
        opened += 1
        return entry.open()
      },
    }))
    await bytes(zip(counted, 'Europe/Paris').read({ start: 0, end: 100 }))
    expect(opened).toBe(1)
  })
})

const utf8 = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'Europe/Paris' }
