import { crc32 } from 'node:zlib'
import type { ByteRange } from '../range.ts'
import { type Archive, type ArchiveEntry, requireLength } from './archive.ts'
import { dosTime } from './dos-time.ts'
import { window } from './window.ts'
import {
  centralHeader,
  centralLength,
  dataDescriptor,
  descriptorLength,
  endOfDirectory,
  localHeader,
  localLength,
  type ZipMember,
} from './zip-records.ts'

/** A file up to this long is read before its header is written, which then tells all: every reader understands it. */
const SMALL = 256 * 1024

/**
 * Packs without compressing: what teachers keep is compressed already, and only so is the length known before.
 * @param zone the time zone of the times that are shown by readers which know no other.
 */
export function zip(entries: readonly ArchiveEntry[], zone: string): Archive {
  const { members, central } = layOut(entries, zone)
  const directory = members.reduce((sum, member) => sum + centralLength(member), 0)
  const size = central + directory + endOfDirectory(members.length, directory, central).length

  async function* read(range: ByteRange): AsyncGenerator<Uint8Array> {
    const sums: (number | undefined)[] = []
    for (const [i, member] of members.entries()) {
      if (member.offset > range.end) return
      const next = members[i + 1]?.offset ?? central
      if (next > range.start) sums[i] = yield* window(packed(entries[i]!, member), member.offset, range)
    }
    const directory = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      let length = 0
      for (const [i, member] of members.entries()) {
        const header = centralHeader(member, sums[i] ?? (await sumOf(entries[i]!)))
        length += header.length
        yield header
      }
      yield endOfDirectory(members.length, length, central)
    }
    yield* window(directory(), central, range)
  }
  return { size, read }
}

function layOut(entries: readonly ArchiveEntry[], zone: string): { members: ZipMember[]; central: number } {
  const dos = dosTime(zone)
  let offset = 0
  const members = entries.map(({ path, folder, size, mtime }) => {
    const late = size > SMALL
    const name = Buffer.from(path.join('/') + (folder ? '/' : ''))
    const member = { name, size, mtime, dos: dos(mtime), late, offset }
    offset += localLength(name, size) + size + (late ? descriptorLength(size) : 0)
    return member
  })
  return { members, central: offset }
}

/** One member with its header. @returns its check sum. */
async function* packed(
  entry: ArchiveEntry,
  member: ZipMember,
): AsyncGenerator<Uint8Array, number, undefined> {
  if (!member.late) {
    const pieces: Uint8Array[] = []
    if (member.size > 0) for await (const piece of await entry.open()) pieces.push(piece as Uint8Array)
    const data = Buffer.concat(pieces)
    requireLength(member.size, data.length)
    const sum = crc32(data)
    yield Buffer.concat([localHeader(member, sum), data])
    return sum
  }
  yield localHeader(member, 0)
  let sum = 0
  let length = 0
  for await (const piece of (await entry.open()) as AsyncIterable<Uint8Array>) {
    sum = crc32(piece, sum)
    length += piece.length
    yield piece
  }
  requireLength(member.size, length)
  yield dataDescriptor(member, sum)
  return sum
}

async function sumOf(entry: ArchiveEntry): Promise<number> {
  let sum = 0
  if (entry.size > 0) for await (const piece of await entry.open()) sum = crc32(piece as Uint8Array, sum)
  return sum
}
