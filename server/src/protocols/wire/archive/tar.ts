import type { ByteRange } from '../range.ts'
import { type Archive, type ArchiveEntry, requireLength } from './archive.ts'
import { window } from './window.ts'

const BLOCK = 512
const padded = (length: number): number => Math.ceil(length / BLOCK) * BLOCK

/** What a plain header cannot tell stands in an extended one before it (POSIX.1-2001, pax). */
const NAME_ROOM = 100
const SIZE_ROOM = 0o77777777777

export function tar(entries: readonly ArchiveEntry[]): Archive {
  const heads = entries.map((entry) => headOf(entry))
  const size = entries.reduce((sum, entry, i) => sum + heads[i]!.length + padded(entry.size), 0) + 2 * BLOCK

  async function* read(range: ByteRange): AsyncGenerator<Uint8Array> {
    let at = 0
    for (const [i, entry] of entries.entries()) {
      const length = heads[i]!.length + padded(entry.size)
      if (at + length > range.start) yield* window(packed(entry, heads[i]!), at, range)
      at += length
      if (at > range.end) return
    }
    yield* window(end(), at, range)
  }
  return { size, read }
}

async function* end(): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.alloc(2 * BLOCK)
}

async function* packed(entry: ArchiveEntry, head: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  yield head
  if (entry.size === 0) return
  let length = 0
  for await (const piece of (await entry.open()) as AsyncIterable<Uint8Array>) {
    length += piece.length
    yield piece
  }
  requireLength(entry.size, length)
  yield Buffer.alloc(padded(length) - length)
}

function headOf(entry: ArchiveEntry): Buffer {
  const name = entry.path.join('/') + (entry.folder ? '/' : '')
  const records: string[] = []
  if (Buffer.byteLength(name) > NAME_ROOM || !/^[\x20-\x7e]*$/.test(name))
    records.push(paxRecord('path', name))
  if (entry.size > SIZE_ROOM) records.push(paxRecord('size', String(entry.size)))
  const type = entry.folder ? '5' : '0'
  const own = header(name, entry.folder ? 0o755 : 0o644, Math.min(entry.size, SIZE_ROOM), entry.mtime, type)
  if (records.length === 0) return own
  const text = Buffer.from(records.join(''))
  const padding = Buffer.alloc(padded(text.length) - text.length)
  return Buffer.concat([header('pax', 0o644, text.length, entry.mtime, 'x'), text, padding, own])
}

/** `LENGTH KEY=VALUE\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + 1
  while (rest + String(length).length !== length) length = rest + String(length).length
  return `${length} ${key}=${value}\n`
}

function header(name: string, mode: number, size: number, mtime: number, type: string): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, digits: number): void =>
    void block.write(value.toString(8).padStart(digits, '0'), at, 'latin1')
  Buffer.from(name).copy(block, 0, 0, NAME_ROOM)
  octal(mode, 100, 7)
  octal(0, 108, 7)
  octal(0, 116, 7)
  octal(size, 124, 11)
  octal(Math.max(0, Math.min(SIZE_ROOM, Math.trunc(mtime))), 136, 11)
  block.fill(' ', 148, 156)
  block.write(type, 156, 'latin1')
  block.write('ustar\0' + '00', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  octal(sum, 148, 6)
  block[154] = 0
  return block
}
