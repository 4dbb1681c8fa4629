import type { BlobStore } from '../storage/blobs/blob-store.ts'
import type { Records } from '../storage/records/records.ts'
import type { Clock } from '../vocabulary/clock.ts'
import type { Postman } from './mail/postman.ts'
import type { Scanner } from './malware/scanner.ts'
import type { Renderer } from './previews/renderer.ts'
import type { Federation } from './providers/provider.ts'

/** What every verb of the domain stands on; made once, in `runtime/house.ts`. */
export interface Domain {
  readonly records: Records
  readonly blobs: BlobStore
  readonly now: Clock
  /** Draws previews and avatars, in processes of its own. */
  readonly renderer: Renderer
  /** Key for signatures and seals, the same in every process of an instance. */
  readonly secret: Uint8Array
  /** False only on instances made for tests and measuring: no limits against guessing. */
  readonly throttle: boolean
  /** Twelve characters `[a-z0-9]`, the first a letter: constant for an instance, part of every public file id. */
  readonly instanceId: string
  /** Whose midnight ends the day; UTC unless told. */
  readonly timezone?: string
  /** Absent where no mail server was named: letters are kept then. */
  readonly postman?: Postman
  /** Looks through what strangers bring; absent where none was named, and then nothing is held back. */
  readonly scanner?: Scanner
  /** Speaks with those who know who people are; absent in domains made for tests. */
  readonly federation?: Federation
}
