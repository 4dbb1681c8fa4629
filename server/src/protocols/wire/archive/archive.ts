import type { Readable } from 'node:stream'
import type { ByteRange } from '../range.ts'

/** A file or folder to be packed. */
export interface ArchiveEntry {
  /** Names from the top of the archive, the last its own. */
  readonly path: readonly string[]
  readonly folder: boolean
  /** Bytes; 0 for a folder. */
  readonly size: number
  /** Seconds since 1970. */
  readonly mtime: number
  /** The same bytes each time it is asked. */
  open(): Promise<Readable>
}

/** An archive whose every byte is determined before the first is sent: its length is told, and it can be resumed. */
export interface Archive {
  /** Bytes. */
  readonly size: number
  /** What lies before the range is skipped over, and read only where its check sum is needed. */
  read(range: ByteRange): AsyncGenerator<Uint8Array>
}

/** Everything after a wrong length would lie in the wrong place: better a broken connection. */
export function requireLength(expected: number, found: number): void {
  if (found !== expected) throw new Error(`a file to be packed has ${found} bytes, not ${expected}`)
}
