import { conditionOf } from './condition.ts'
import type { Row } from './row.ts'

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Whether sums can be made: browsers do not where the address is neither https nor this very computer. */
export const canHash = (): boolean => globalThis.crypto?.subtle !== undefined

export interface Part {
  readonly row: Row
  /** From one’s root. */
  readonly path: string
  readonly bytes: ArrayBuffer
}

export interface BulkBody {
  readonly type: string
  readonly blob: Blob
}

/** Many files as one body of `multipart/related`, each with its sum, its time and its condition. */
export async function bulkBody(parts: readonly Part[]): Promise<BulkBody> {
  const boundary = `nuage-${crypto.randomUUID()}`
  const sums = await Promise.all(parts.map(({ bytes }) => crypto.subtle.digest('SHA-1', bytes)))
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
    return [`--${boundary}\r\n${lines.join('')}\r\n`, bytes, '\r\n']
  })
  return {
    type: `multipart/related; boundary="${boundary}"`,
    blob: new Blob([...pieces, `--${boundary}--\r\n`]),
  }
}
