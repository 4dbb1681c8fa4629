import { type Checksum, type ChecksumType, isChecksumType } from '../../vocabulary/checksum.ts'
import { MalformedHeader } from './malformed-header.ts'

export interface ChecksumHeader {
  /** `TYPE:hex` of the known types, normalised; each type at most once. */
  readonly checksums: readonly Checksum[]
  /** What cannot be verified, as it came. */
  readonly unknown: readonly string[]
}

const HEX_LENGTH: Record<ChecksumType, number> = { SHA1: 40, MD5: 32, SHA256: 64, 'SHA3-256': 64, ADLER32: 8 }
const MOST = 10

/**
 * `OC-Checksum: TYPE:hex TYPE:hex` (webdav.md §10), types and digits in any case.
 * @throws MalformedHeader for a known type whose digits cannot be right: a stored wrong checksum would make
 * the file impossible to download for the desktop.
 */
export function parseChecksums(value: string | undefined, header = 'OC-Checksum'): ChecksumHeader {
  const items = (value ?? '').split(/[\s,]+/).filter((item) => item !== '')
  if (items.length > MOST) throw new MalformedHeader(header)
  const known = new Map<ChecksumType, Checksum>()
  const unknown: string[] = []
  for (const item of items) {
    const colon = item.indexOf(':')
    const type = item.slice(0, colon).toUpperCase()
    if (colon <= 0 || item.length > 256) throw new MalformedHeader(header)
    if (!isChecksumType(type)) unknown.push(item)
    else addChecksum(known, type, item.slice(colon + 1), header)
  }
  return { checksums: [...known.values()], unknown }
}

/** A header that is one digest alone, such as `X-File-MD5` of a bulk upload. @throws MalformedHeader */
export function parseDigest(type: ChecksumType, hex: string, header: string): Checksum {
  const known = new Map<ChecksumType, Checksum>()
  addChecksum(known, type, hex.trim(), header)
  return known.get(type) as Checksum
}

function addChecksum(
  known: Map<ChecksumType, Checksum>,
  type: ChecksumType,
  hex: string,
  header: string,
): void {
  const checksum = `${type}:${hex.toLowerCase()}`
  const contradicts = known.has(type) && known.get(type) !== checksum
  if (hex.length !== HEX_LENGTH[type] || !/^[0-9a-f]+$/i.test(hex) || contradicts)
    throw new MalformedHeader(header)
  known.set(type, checksum)
}
