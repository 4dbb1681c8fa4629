import { type Floor, floors, type Import, type Room, roomOf } from './floors.ts'

/** Says why an import is refused, or nothing. */
type Rule = (from: Room & { kind: 'floor' }, found: Import) => string | undefined

const isProof = (path: string): boolean => /\.(test|suite)\.tsx?$/.test(path)
const height = (floor: Floor): number => floors.length - floors.indexOf(floor)

/** Modules that reach the network, the disk or another process. */
const IO = new Set(
  'child_process cluster dgram dns dns/promises fs fs/promises http http2 https net readline sqlite tls worker_threads'.split(
    ' ',
  ),
)
const HTTP = new Set(['http', 'http2', 'https'])
const SPEAKERS = new Set(['fastify', 'saxes', '@fastify/websocket', 'ws'])
const DRIVERS = new Set(['better-sqlite3', 'pg', 'kysely', 'ioredis', '@aws-sdk/client-s3'])

const notUpward: Rule = ({ floor }, { target }) => {
  if (target.kind !== 'file') return undefined
  const to = roomOf(target.path)
  if (to.kind === 'web') return 'the server never imports the web app'
  if (to.kind === 'contract' && height(floor) < height('protocols')) {
    return `${floor} does not know the shapes of the JSON API: only protocols and runtime import the contract`
  }
  if (to.kind !== 'floor' || height(to.floor) <= height(floor)) return undefined
  return `imports go down only, and ${to.floor} stands above ${floor}`
}

const noIoInVocabulary: Rule = ({ floor }, { target, from }) => {
  if (floor !== 'vocabulary' || target.kind !== 'node' || !IO.has(target.name) || isProof(from))
    return undefined
  return `vocabulary holds words without I/O, so it may not use node:${target.name}`
}

const domainSpeaksNothing: Rule = ({ floor }, { target }) => {
  if (floor !== 'domain' || target.kind === 'file') return undefined
  if (target.kind === 'node' && HTTP.has(target.name))
    return `the domain decides and speaks no HTTP (node:${target.name})`
  if (target.kind === 'package' && SPEAKERS.has(target.name))
    return `the domain speaks no protocol (${target.name})`
  if (target.kind === 'package' && DRIVERS.has(target.name)) {
    return `the domain knows no driver (${target.name}): ask storage/records or storage/blobs/blob-store.ts`
  }
  return undefined
}

const KNOWN_STORAGE = new Set(['blobs/blob-store.ts', 'archive/archive.ts', 'bus/bus.ts'])

const domainKnowsInterfaces: Rule = ({ floor }, { target, from }) => {
  if (floor !== 'domain' || target.kind !== 'file' || isProof(from)) return undefined
  const to = roomOf(target.path)
  if (to.kind !== 'floor' || to.floor !== 'storage') return undefined
  if (to.below.startsWith('records/') || KNOWN_STORAGE.has(to.below)) return undefined
  return 'the domain knows storage by storage/records, blobs/blob-store.ts, archive/archive.ts and bus/bus.ts alone, never by a driver'
}

const protocolsAskTheDomain: Rule = ({ floor }, { target, from }) => {
  if (floor !== 'protocols' || target.kind !== 'file' || isProof(from)) return undefined
  const to = roomOf(target.path)
  if (to.kind !== 'floor' || to.floor !== 'storage') return undefined
  return 'protocols ask the domain, which decides; they never go to storage themselves'
}

/** The protocol a file belongs to; a file right in `protocols/` belongs to none. */
const protocolOf = (below: string): string | undefined =>
  below.includes('/') ? below.split('/')[0] : undefined

const protocolsAreStrangers: Rule = ({ floor, below }, { target }) => {
  if (floor !== 'protocols' || target.kind !== 'file') return undefined
  const to = roomOf(target.path)
  if (to.kind !== 'floor' || to.floor !== 'protocols') return undefined
  const [mine, theirs] = [protocolOf(below), protocolOf(to.below)]
  if (theirs === mine || theirs === 'wire') return undefined
  return mine === 'wire'
    ? 'protocols/wire is what protocols share, so it may not know one of them'
    : `protocols do not import each other: what ${mine ?? below} and ${theirs ?? to.below} share belongs in protocols/wire`
}

const rules: readonly Rule[] = [
  notUpward,
  noIoInVocabulary,
  domainSpeaksNothing,
  domainKnowsInterfaces,
  protocolsAskTheDomain,
  protocolsAreStrangers,
]

const vocabularyIsAlone: Rule = ({ floor }, { target, from }) => {
  if (floor !== 'vocabulary' || target.kind !== 'package' || isProof(from)) return undefined
  return `vocabulary stands on nothing, so it may not use the package ${target.name}`
}

function whyContractRefuses({ from, target }: Import): string | undefined {
  if (isProof(from)) return undefined
  const own = target.kind === 'file' && roomOf(target.path).kind === 'contract'
  const schema = target.kind === 'package' && target.name === 'typebox'
  return own || schema
    ? undefined
    : 'the contract is shapes and words: it imports typebox and its own files only'
}

/** What the features of the app stand on, and what may therefore know none of them. */
const GROUND = new Set(['look', 'words', 'api', 'list', 'address', 'session'])

/** What features share among themselves, file by file: where a screen stands, and what is done with rows. */
const SHARED = new Set(['frame', 'acts'])

/** Within a feature, the acts that the one table of all acts gathers. */
const ACT = /\/acts?\.tsx?$/
/** Within a feature, what is fetched when it is first seen: an index would put all of the feature into its chunk. */
const SEEN_LATER = /\/(?:[\w-]+-)?(?:screen|panel|dialog|list)\.tsx$/

const webRoomOf = (path: string): string | undefined => /^web\/src\/([^/]+)\//.exec(path)?.[1]

/** Whether a feature of the app may be entered there by others. */
function isDoor({ from, target, lazy }: Import & { target: { kind: 'file' } }): boolean {
  if (/^web\/src\/[^/]+\/index\.ts$/.test(target.path)) return true
  if (ACT.test(target.path)) return webRoomOf(from) === 'acts'
  return lazy && SEEN_LATER.test(target.path)
}

function whyWebRefuses(found: Import): string | undefined {
  const { from, target } = found
  if (target.kind !== 'file') return undefined
  if (target.path.startsWith('server/')) return 'the web app knows the contract, never the server'
  const [mine, theirs] = [webRoomOf(from), webRoomOf(target.path)]
  if (mine === undefined || theirs === undefined || mine === theirs || isProof(from)) return undefined
  // The routes put every screen into the frame, and every screen stands in it.
  if (theirs === 'frame' && (from === 'web/src/address/routes.tsx' || from.endsWith('screen.tsx')))
    return undefined
  if (GROUND.has(mine) && !GROUND.has(theirs))
    return `web/src/${mine} is what features stand on: it knows none of them, and so not ${theirs}`
  if (GROUND.has(theirs) || SHARED.has(theirs) || isDoor({ ...found, target })) return undefined
  return `web/src/${theirs} is entered by its index.ts, or lazily by a screen, panel, dialog or list of its own`
}

/** Why this import may not be, or nothing when it may. */
export function whyRefused(found: Import): string | undefined {
  const room = roomOf(found.from)
  if (room.kind === 'contract') return whyContractRefuses(found)
  if (room.kind === 'web') return whyWebRefuses(found)
  if (room.kind !== 'floor') return undefined
  for (const rule of [...rules, vocabularyIsAlone]) {
    const reason = rule(room, found)
    if (reason !== undefined) return reason
  }
  return undefined
}
