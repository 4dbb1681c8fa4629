/**
 * - planned: the server has yet to be asked what would become of it
 * - asking: somebody has to say what to do about what has its name, or about the name itself
 * - waiting: may be sent
 * - finishing: all bytes are there, the server makes a file of them
 * - unread: known from another visit, its bytes have to be chosen again
 */
export type Stage =
  | 'planned'
  | 'asking'
  | 'waiting'
  | 'sending'
  | 'finishing'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'cancelled'
  | 'unread'

/** How bytes go: many files in one request, one in one, one in many. */
export type Way = 'small' | 'whole' | 'chunks'

/** What to do with something that has the same name there. */
export type Choice = 'keep-both' | 'replace' | 'skip'

export type FailureKind =
  | 'room'
  | 'name'
  | 'rights'
  | 'locked'
  | 'infected'
  | 'clash'
  | 'folder-gone'
  | 'file-changed'
  | 'server'
  | 'refused'

export interface Failure {
  readonly kind: FailureKind
  /** What the server says, in the person’s language. */
  readonly sentence?: string
}

/** What has the name already. */
export interface Standing {
  readonly kind: 'file' | 'folder'
  /** Bytes. */
  readonly size: number
  /** Seconds since 1970. */
  readonly modified: number
  readonly etag: string
  /** Under which both can be kept. */
  readonly freeName: string
}

/** Where a file goes, below the folder of its deposit. */
export interface Whereto {
  readonly folder: readonly string[]
  readonly name: string
}

/** One file of a deposit. */
export interface Row extends Whereto {
  readonly id: number
  readonly deposit: number
  /** As it is called where it comes from. */
  readonly own: string
  /** Bytes. */
  readonly size: number
  /** Seconds since 1970. */
  readonly modified: number
  readonly way: Way
  readonly stage: Stage
  /** Bytes. */
  readonly sent: number
  /** Put aside by the person. */
  readonly held: boolean
  readonly choice: Choice | undefined
  readonly there: Standing | undefined
  /** A name that would be accepted, while the one it has is not. */
  readonly correction: Whereto | undefined
  readonly failure: Failure | undefined
  /** It may have arrived without an answer: nobody else’s file is in its way then, but its own. */
  readonly doubtful: boolean
  /** How often it has come back to be judged again. */
  readonly returns: number
  /** Name of its upload on the server, where it goes in chunks. */
  readonly upload: string | undefined
}

/**
 * - checking: nothing is sent before the server has said what would become of it
 * - short: it does not fit; somebody has to say whether to send what does
 */
export type DepositStage = 'checking' | 'short' | 'open'

/** What was brought in at once, into one folder. */
export interface Deposit {
  readonly id: number
  readonly folder: number
  readonly folderName: string
  /** Folders that come along, empty ones too. */
  readonly folders: readonly (readonly string[])[]
  readonly stage: DepositStage
  /** Bytes that there is no room for. */
  readonly missing: number
}

export interface Queue {
  /** The first row’s id; the others follow. */
  readonly first: number
  readonly rows: readonly Row[]
  readonly deposits: readonly Deposit[]
  readonly paused: boolean
  readonly offline: boolean
  /** The session has ended; it goes on with the next. */
  readonly signedOut: boolean
}

export const EMPTY: Queue = {
  first: 1,
  rows: [],
  deposits: [],
  paused: false,
  offline: false,
  signedOut: false,
}

const SETTLED: ReadonlySet<Stage> = new Set(['done', 'failed', 'skipped', 'cancelled'])
const FLYING: ReadonlySet<Stage> = new Set(['sending', 'finishing'])

export const isSettled = ({ stage }: Row): boolean => SETTLED.has(stage)
export const isFlying = ({ stage }: Row): boolean => FLYING.has(stage)
export const rowOf = ({ first, rows }: Queue, id: number): Row | undefined => rows[id - first]
