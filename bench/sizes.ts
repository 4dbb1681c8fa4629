/** How much is done in each round. The requirements are about the full sizes. */
export interface Sizes {
  readonly polls: number
  /** The same of people who have received much. */
  readonly mountPolls: number
  /** Files in the big folder. */
  readonly entries: number
  readonly listings: number
  readonly smallGets: number
  readonly smallPuts: number
  readonly smallBytes: number
  /** Bulk requests, each with a hundred files. */
  readonly bulks: number
  readonly largeBytes: number
  readonly chunkedBytes: number
  readonly tinyChunks: number
  /** Files in a crowded account, and in a sparse one. */
  readonly crowd: number
  readonly few: number
  readonly levels: number
  readonly searches: number
  readonly syncFiles: number
  /** Photos of which a preview is made in each round. */
  readonly previews: number
  /** Visits of a link's page in each round. */
  readonly linkPages: number
  /** Pupils who hand in at once, and how much each. */
  readonly depositors: number
  readonly depositBytes: number
  /** Sockets that wait for word of a change: a school's, and as many as one process holds. */
  readonly listeners: { readonly few: number; readonly many: number }
}

const KIB = 1024
const MIB = 1024 * KIB

export const FULL: Sizes = {
  polls: 2000,
  mountPolls: 400,
  entries: 10_000,
  listings: 5,
  smallGets: 3000,
  smallPuts: 1000,
  smallBytes: 10 * KIB,
  bulks: 10,
  largeBytes: 1024 * MIB,
  chunkedBytes: 512 * MIB,
  tinyChunks: 5000,
  crowd: 100_000,
  few: 1000,
  levels: 20,
  searches: 100,
  syncFiles: 1000,
  previews: 40,
  linkPages: 1000,
  depositors: 200,
  depositBytes: MIB,
  listeners: { few: 200, many: 10_000 },
}

export const QUICK: Sizes = {
  polls: 200,
  mountPolls: 100,
  entries: 300,
  listings: 3,
  smallGets: 300,
  smallPuts: 100,
  smallBytes: 10 * KIB,
  bulks: 2,
  largeBytes: 16 * MIB,
  chunkedBytes: 32 * MIB,
  tinyChunks: 50,
  crowd: 1000,
  few: 100,
  levels: 20,
  searches: 20,
  syncFiles: 50,
  previews: 8,
  linkPages: 100,
  depositors: 200,
  depositBytes: 64 * KIB,
  listeners: { few: 50, many: 200 },
}
