/** The records of a zip file (APPNOTE.TXT 6.3.10), in the order of its section 4.3. */

/** From here on a field of 32 bits says that the number stands in a zip64 field. */
export const BIG = 0xffffffff
const MANY = 0xffff

/** Version 4.5: zip64. 2.0: folders and data descriptors. */
const WITH_ZIP64 = 45
const PLAIN = 20
const MADE_ON_UNIX = 3 << 8
/** General purpose flags: sizes and check sum follow the data; the name is in UTF-8. */
const DESCRIPTOR_FOLLOWS = 1 << 3
const UTF_8 = 1 << 11

const TIMESTAMP = 0x5455
const TIMESTAMP_LENGTH = 9
const ZIP64 = 0x0001

export interface ZipMember {
  /** With slashes; ends with one for a folder. */
  readonly name: Buffer
  readonly size: number
  /** Seconds since 1970. */
  readonly mtime: number
  /** MS-DOS date and time in the reader's time zone. */
  readonly dos: { readonly date: number; readonly time: number }
  /** The check sum comes after the data, because it is not known before. */
  readonly late: boolean
  /** Where its local header begins. */
  readonly offset: number
}

const isFolder = (member: ZipMember): boolean => member.name.at(-1) === 0x2f
const isBig = (member: ZipMember): boolean => member.size >= BIG

export const localLength = (name: Buffer, size: number): number =>
  30 + name.length + TIMESTAMP_LENGTH + (size >= BIG ? 20 : 0)
export const descriptorLength = (size: number): number => (size >= BIG ? 24 : 16)
export const centralLength = (member: ZipMember): number =>
  46 + member.name.length + TIMESTAMP_LENGTH + zip64Of(member).length

/** Seconds since 1970 exactly, where the MS-DOS time has steps of two seconds and no zone. */
function timestamp(member: ZipMember): Buffer {
  const field = Buffer.alloc(TIMESTAMP_LENGTH)
  field.writeUInt16LE(TIMESTAMP, 0)
  field.writeUInt16LE(5, 2)
  field.writeUInt8(1, 4)
  field.writeInt32LE(Math.max(-0x80000000, Math.min(0x7fffffff, Math.trunc(member.mtime))), 5)
  return field
}

function zip64(numbers: readonly number[]): Buffer {
  if (numbers.length === 0) return Buffer.alloc(0)
  const field = Buffer.alloc(4 + 8 * numbers.length)
  field.writeUInt16LE(ZIP64, 0)
  field.writeUInt16LE(8 * numbers.length, 2)
  for (const [i, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * i)
  return field
}

const zip64Of = (member: ZipMember): Buffer =>
  zip64([
    ...(isBig(member) ? [member.size, member.size] : []),
    ...(member.offset >= BIG ? [member.offset] : []),
  ])

const flags = (member: ZipMember): number => UTF_8 | (member.late ? DESCRIPTOR_FOLLOWS : 0)
const version = (member: ZipMember): number => (isBig(member) || member.offset >= BIG ? WITH_ZIP64 : PLAIN)

/** @param crc of the data; 0 while it is not known. */
export function localHeader(member: ZipMember, crc: number): Buffer {
  const size = member.late ? 0 : member.size
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(isBig(member) ? WITH_ZIP64 : PLAIN, 4)
  head.writeUInt16LE(flags(member), 6)
  head.writeUInt16LE(member.dos.time, 10)
  head.writeUInt16LE(member.dos.date, 12)
  head.writeUInt32LE(crc, 14)
  head.writeUInt32LE(isBig(member) ? BIG : size, 18)
  head.writeUInt32LE(isBig(member) ? BIG : size, 22)
  head.writeUInt16LE(member.name.length, 26)
  const extra = [timestamp(member), isBig(member) ? zip64([0, 0]) : Buffer.alloc(0)]
  head.writeUInt16LE(extra[0]!.length + extra[1]!.length, 28)
  return Buffer.concat([head, member.name, ...extra])
}

export function dataDescriptor(member: ZipMember, crc: number): Buffer {
  const record = Buffer.alloc(descriptorLength(member.size))
  record.writeUInt32LE(0x08074b50, 0)
  record.writeUInt32LE(crc, 4)
  if (isBig(member)) {
    record.writeBigUInt64LE(BigInt(member.size), 8)
    record.writeBigUInt64LE(BigInt(member.size), 16)
  } else {
    record.writeUInt32LE(member.size, 8)
    record.writeUInt32LE(member.size, 12)
  }
  return record
}

export function centralHeader(member: ZipMember, crc: number): Buffer {
  const head = Buffer.alloc(46)
  const extra = Buffer.concat([timestamp(member), zip64Of(member)])
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(MADE_ON_UNIX | WITH_ZIP64, 4)
  head.writeUInt16LE(version(member), 6)
  head.writeUInt16LE(flags(member), 8)
  head.writeUInt16LE(member.dos.time, 12)
  head.writeUInt16LE(member.dos.date, 14)
  head.writeUInt32LE(crc, 16)
  head.writeUInt32LE(Math.min(member.size, BIG), 20)
  head.writeUInt32LE(Math.min(member.size, BIG), 24)
  head.writeUInt16LE(member.name.length, 28)
  head.writeUInt16LE(extra.length, 30)
  // Unix mode in the upper half, the MS-DOS attribute of a folder in the lower.
  head.writeUInt32LE(isFolder(member) ? ((0o40755 << 16) | 0x10) >>> 0 : (0o100644 << 16) >>> 0, 38)
  head.writeUInt32LE(Math.min(member.offset, BIG), 42)
  return Buffer.concat([head, member.name, extra])
}

/** What ends the file: where its directory begins, how long it is and how much it holds. */
export function endOfDirectory(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, MANY), 8)
  end.writeUInt16LE(Math.min(count, MANY), 10)
  end.writeUInt32LE(Math.min(length, BIG), 12)
  end.writeUInt32LE(Math.min(offset, BIG), 16)
  if (count < MANY && length < BIG && offset < BIG) return end
  const big = Buffer.alloc(56 + 20)
  big.writeUInt32LE(0x06064b50, 0)
  big.writeBigUInt64LE(44n, 4)
  big.writeUInt16LE(MADE_ON_UNIX | WITH_ZIP64, 12)
  big.writeUInt16LE(WITH_ZIP64, 14)
  big.writeBigUInt64LE(BigInt(count), 24)
  big.writeBigUInt64LE(BigInt(count), 32)
  big.writeBigUInt64LE(BigInt(length), 40)
  big.writeBigUInt64LE(BigInt(offset), 48)
  big.writeUInt32LE(0x07064b50, 56)
  big.writeBigUInt64LE(BigInt(offset + length), 64)
  big.writeUInt32LE(1, 72)
  return Buffer.concat([big, end])
}
