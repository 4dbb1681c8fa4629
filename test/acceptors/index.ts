import type { Exchange } from '../protocol/exchange.ts'
import type { Acceptor } from './acceptor.ts'
import { android } from './android.ts'
import { capabilities } from './capabilities.ts'
import { desktop } from './desktop.ts'
import { discovery } from './discovery.ts'
import { download } from './download.ts'
import { errorBody } from './error-body.ts'
import { ios } from './ios.ts'
import { leaks } from './leaks.ts'
import { locking } from './locking.ts'
import { neon } from './neon.ts'
import { ocs } from './ocs.ts'
import { rclone } from './rclone.ts'
import { statuses } from './statuses.ts'
import { writeHeaders } from './write-headers.ts'

/** Every reader; each decides for itself which answers concern it. */
export const ACCEPTORS: Readonly<Record<string, Acceptor>> = {
  android,
  capabilities,
  desktop,
  discovery,
  download,
  'error-body': errorBody,
  ios,
  leaks,
  locking,
  neon,
  ocs,
  rclone,
  statuses,
  'write-headers': writeHeaders,
}

export interface Fault {
  readonly acceptor: string
  readonly fault: string
}

export const faultsOf = (exchange: Exchange): Fault[] =>
  Object.entries(ACCEPTORS).flatMap(([acceptor, read]) =>
    read(exchange).map((fault) => ({ acceptor, fault })),
  )

/** Runs every acceptor that applies. @returns all faults, each preceded by the reader it would break. */
export const accept = (exchange: Exchange): string[] =>
  faultsOf(exchange).map(({ acceptor, fault }) => `${acceptor}: ${fault}`)
