import { conditionOf } from './condition.ts'
import type { Row } from './row.ts'

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const hex = (bytes: ArrayBuffer): string => new Uint8Array(bytes).reduce((text, byte) => text + HEX[byte], '')

/** Whether sums can be made: browsers do not where the address is neither https nor this very computer. */
export const canHash = (): boolean => globalThis.crypto?.subtle !== undefined

export interface Part {
  readonly row: Row
  /** From one’s root. */
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface BulkBody {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.byteLength
  }
  return all
}

/** Many files as one body of `multipart/related`, each with its sum, its time and its condition. */
export async function bulkBody(parts: readonly Part[]): Promise<BulkBody> {
  const boundary = `nuage-${crypto.randomUUID()}`
  const sums = await Promise.all(parts.map(({ bytes }) => crypto.subtle.digest('SHA-1', bytes)))
  const text = new TextEncoder()
  const pieces = parts.flatMap(({ row, path, bytes }, at) => {
    const headers = {
      'X-File-Path': path,
      'X-OC-Mtime': String(row.modified),
      'OC-Checksum': `SHA1:${hex(sums[at]!)}`,
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(bytes.byteLength),
      ...conditionOf(row),
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const end = at === 0 ? '' : '\r\n'
    return [text.encode(`${end}--${boundary}\r\n${lines.join('')}\r\n`), bytes]
  })
  return {
    type: `multipart/related; boundary="${boundary}"`,
    // Of many pieces a browser would make as many pipes.
    bytes: joined([...pieces, text.encode(`\r\n--${boundary}--\r\n`)]),
  }
}
