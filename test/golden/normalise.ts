import { isEtag, isFileId } from '../acceptors/acceptor.ts'
import type { Scene } from './scene.ts'

/*
 * Everything in which an answer may differ from its recording. Each function takes the recorded value and the
 * server's, and returns what the server's must be: the comparison after it is exact. Whatever has no function here
 * must be equal to the last character.
 */

/** The instance id of the recorded server: every server has its own. */
const RECORDED_INSTANCE = 'ocabc123xyz0'
/** The first second of the day of the recordings: later times are "now", earlier ones were set by somebody. */
const RECORDING_DAY = Date.UTC(2026, 10, 22) / 1000
const RECORDED_HOST = 'https://cloud.example.org'

/** Tags are random: the same recorded tag stands for the same tag, and another for another. */
export function etag(recorded: string, actual: string, scene: Scene, place = ''): string {
  if (!isEtag(actual)) return recorded
  const moment = FOLDER_TAG.test(recorded) || MOMENT_TAG.test(recorded)
  return scene.bind(moment ? `etag of ${place}` : 'etag', recorded, actual)
}

/** A change gives all folders above it one tag, made of the time: it says something only about one place. */
const FOLDER_TAG = /^"[0-9a-f]{13}"$/
/** Trash and versions are tagged with a moment in seconds, which says as little. */
const MOMENT_TAG = /^"\d{10}"$/

/** File ids are numbered by each server: what was one file stays one file. */
export function fileNumber(recorded: string, actual: string, scene: Scene): string {
  if (!/^[1-9]\d*$/.test(actual)) return recorded
  return scene.bind('file', String(Number(recorded)), actual)
}

/** A public file id is the number, padded, and the server's own instance id. */
export function fileId(recorded: string, actual: string, scene: Scene): string {
  if (!recorded.endsWith(RECORDED_INSTANCE) || !isFileId(actual)) return recorded
  const instance = scene.bind('instance', RECORDED_INSTANCE, actual.slice(-12))
  const number = fileNumber(recorded.slice(0, -12), String(Number(actual.slice(0, -12))), scene)
  return number.padStart(8, '0') + instance
}

/** What happened "now" while recording happens now while replaying; a time that was set must come back exactly. */
export function time(recorded: number, actual: number, scene: Scene): number {
  if (recorded < RECORDING_DAY || scene.set.has(recorded)) return recorded
  const now = Math.ceil(Date.now() / 1000)
  return actual >= scene.began - 1 && actual <= now + 1 ? actual : recorded
}

/** The same, as HTTP writes dates. */
export function httpDate(recorded: string, actual: string, scene: Scene): string {
  const meant = time(Date.parse(recorded) / 1000, Date.parse(actual) / 1000, scene)
  return Number.isNaN(meant) ? recorded : new Date(meant * 1000).toUTCString()
}

/** The same, as a count of seconds. */
export const unixTime = (recorded: string, actual: string, scene: Scene): string =>
  /^\d+$/.test(recorded) && /^\d+$/.test(actual)
    ? String(time(Number(recorded), Number(actual), scene))
    : recorded

/** What is left of a lock's time: as many seconds less as may have passed since the replay began. */
export function remaining(recorded: string, actual: string, scene: Scene): string {
  const [, then] = /^Second-(\d+)$/.exec(recorded) ?? []
  const [, left] = /^Second-(\d+)$/.exec(actual) ?? []
  if (then === undefined || left === undefined) return recorded
  const passed = Number(then) - Number(left)
  return passed >= 0 && passed <= Math.ceil(Date.now() / 1000) - scene.began ? actual : recorded
}

/** A trashed name carries the second of its deletion; restored and deleted again at once, it is the same. */
export function trashName(recorded: string, actual: string, scene: Scene): string {
  const [, name, then] = /^(.*)\.d(\d+)$/.exec(recorded) ?? []
  const [, same, now] = /^(.*)\.d(\d+)$/.exec(actual) ?? []
  if (name === undefined || same !== name) return recorded
  if (Math.abs(Number(now) - time(Number(then), Number(now), scene)) > 0) return recorded
  return scene.bindAgain('trash', recorded, actual)
}

/** Tokens and passwords are random: only their form and their identity count. */
export function token(recorded: string, actual: string, scene: Scene): string {
  const form = (text: string): string =>
    /^[A-Za-z0-9]+$/.test(text) ? `${text.length} letters and digits` : text
  return form(recorded) === form(actual) ? scene.bind('token', recorded, actual) : recorded
}

/** A lock token is any URI; the reference's are made of the path. */
export const lockToken = (recorded: string, actual: string, scene: Scene): string =>
  /^(?:opaquelocktoken|urn:uuid):[\w-]+$/.test(actual) ? scene.bind('lock', recorded, actual) : recorded

/** An address holds the server's own host, and below trash and versions what the server itself named. */
export function address(recorded: string, actual: string, scene: Scene): string {
  const parts = recorded.replace(RECORDED_HOST, scene.url).split('/')
  const theirs = actual.split('/')
  const at = parts.findIndex((part, index) => part === 'trashbin' && parts[index + 2] === 'trash')
  if (at >= 0 && parts[at + 3]) parts[at + 3] = trashName(parts[at + 3]!, theirs[at + 3] ?? '', scene)
  const versions = parts.findIndex((part, index) => part === 'versions' && parts[index + 2] === 'versions')
  if (versions >= 0 && parts[versions + 3])
    parts[versions + 3] = fileNumber(parts[versions + 3]!, theirs[versions + 3] ?? '', scene)
  const link = parts.indexOf('public.php')
  if (link >= 0 && parts[link + 3]) parts[link + 3] = scene.known('token', parts[link + 3]!)
  for (const [tree, kind] of NUMBERED) {
    const place = parts.indexOf(tree)
    if (place < 0 || parts[place - 1] !== 'dav') continue
    const names = parts.slice(place + 1)
    const file = names[0] === 'files' ? place + 2 : -1
    const part = tree === 'systemtags' ? place + 1 : place + 3
    if (parts[file]) parts[file] = fileNumber(parts[file]!, theirs[file] ?? '', scene)
    if (parts[part]) parts[part] = numberOf(kind, parts[part]!, theirs[part] ?? '', scene)
  }
  return parts.join('/')
}

/** What has numbers of its own in each tree. */
const NUMBERED = [
  ['systemtags', 'tag'],
  ['systemtags-relations', 'tag'],
  ['comments', 'comment'],
] as const

/** Tags and comments are numbered by each server. */
export function numberOf(kind: 'tag' | 'comment', recorded: string, actual: string, scene: Scene): string {
  return /^[1-9]\d*$/.test(actual) ? scene.bind(kind, recorded, actual) : recorded
}

/** So are shares; nothing else in an answer of the API has a number for an id. */
export const shareNumber = (recorded: string, actual: string, scene: Scene): string =>
  /^\d+$/.test(recorded) && /^[1-9]\d*$/.test(actual) ? scene.bind('share', recorded, actual) : recorded

/** What a link's password is called instead of being told, by the number of its share. */
export const passwordMark = (recorded: string, actual: string, scene: Scene): string =>
  recorded.startsWith('pw-set:')
    ? `pw-set:${shareNumber(recorded.slice(7), actual.slice(7), scene)}`
    : recorded

/** Each space has a number. */
export const storage = (recorded: string, actual: string, scene: Scene): string =>
  /^[1-9]\d*$/.test(actual) ? scene.bind('storage', recorded, actual) : recorded

/** The address of a link ends with its token. */
export function linkAddress(recorded: string, actual: string, scene: Scene): string {
  const at = recorded.lastIndexOf('/') + 1
  const given = actual.slice(actual.lastIndexOf('/') + 1)
  return address(recorded.slice(0, at), actual, scene) + token(recorded.slice(at), given, scene)
}

/** The id of whatever a listing speaks of: a tag, a comment, or a file. */
export function idAt(recorded: string, actual: string, scene: Scene, place = ''): string {
  if (place.includes('/dav/systemtags')) return numberOf('tag', recorded, actual, scene)
  if (place.includes('/dav/comments/')) return numberOf('comment', recorded, actual, scene)
  return /^\d+$/.test(recorded) ? fileNumber(recorded, actual, scene) : fileId(recorded, actual, scene)
}

/** The number of a tag stands in an attribute where a file's tags are told. */
export const tagAttribute = (name: string, recorded: string, actual: string, scene: Scene): string =>
  name === 'oc:id' ? numberOf('tag', recorded, actual, scene) : recorded

/** Sentences for people are each product's own; that there is one, on one line, is not. */
export const sentence = (recorded: string, actual: string): string =>
  (recorded === '' || /\S/.test(actual)) && !/[\n\r]/.test(actual) ? actual : recorded

/** The list of DAV classes was cut in the recording ("…"): those before the cut must be announced. */
export function classes(recorded: string, actual: string): string {
  if (!recorded.endsWith(', …')) return recorded
  const announced = words(actual)
  const all = words(recorded).filter((word) => word !== '…')
  return all.every((word) => announced.includes(word)) && new Set(announced).size === announced.length
    ? actual
    : recorded
}

/** Methods are a set: their order says nothing. */
export const methods = (recorded: string, actual: string): string =>
  words(recorded).sort().join() === words(actual).sort().join() ? actual : recorded

/** The reference zips its listings in front of the server, where it cannot say that the answer depends on it. */
export const vary = (recorded: string, actual: string): string =>
  words(actual)
    .filter((word) => word !== 'Accept-Encoding')
    .join() === words(recorded).join()
    ? actual
    : recorded

/** The realm is the name of the product. */
export const realm = (recorded: string, actual: string): string =>
  actual === recorded.replace('realm="Nextcloud"', 'realm="Nuage"') ? actual : recorded

/** Prefixes besides the six that clients know by heart are made up while writing: any `x` and a number will do. */
export const madeUpPrefix = (recorded: string, actual: string): string =>
  /^x\d+$/.test(recorded) && /^x\d+$/.test(actual) ? actual : recorded

/** Children of a listing come in any order; the collection itself comes first (webdav.md §6.2). */
export function childOrder<T>(listed: readonly T[], href: (of: T) => string): T[] {
  const [itself, ...children] = listed
  const key = (of: T): string => href(of).replace(/\.d\d+(?=\/|$)/, '')
  return itself === undefined
    ? []
    : [itself, ...children.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))]
}

/**
 * Headers that say how the bytes travelled, not what the answer is: each hop's own business. The lengths of recorded
 * bodies changed anyway when hosts and names in them were replaced; the acceptors check lengths against bodies.
 */
export const FRAMING = ['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-encoding']

/** Framing, except where a length is part of the answer: for a file's bytes and for "nothing". */
export const framed = (name: string, status: number, type: string | undefined): boolean =>
  FRAMING.includes(name) ||
  (name === 'content-length' &&
    (status === 204 ||
      status === 304 ||
      /^(?:application\/(?:xml|json)|text\/xml|multipart\/)/.test(type ?? '')))

const FILES_POLICY = "default-src 'none';"
const PAGE_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
const API_POLICY = "default-src 'none';base-uri 'none';manifest-src 'self';frame-ancestors 'none'"

/** Headers of this server's own, for browsers' sake, always with one of these values; the recordings leave theirs out. */
export const OURS: Readonly<Record<string, readonly string[]>> = {
  'content-security-policy': [FILES_POLICY, API_POLICY, PAGE_POLICY],
  'x-content-type-options': ['nosniff'],
  'x-frame-options': ['SAMEORIGIN', 'DENY'],
  'cross-origin-opener-policy': ['same-origin'],
  'x-permitted-cross-domain-policies': ['none'],
  'x-robots-tag': ['noindex, nofollow'],
  'referrer-policy': ['no-referrer'],
}

/** What else it says of a file: that a cache between us and a person must not keep it for others. */
export const ours = (name: string, value: string, isFile: boolean): boolean =>
  OURS[name]?.includes(value) === true ||
  (isFile && name === 'cache-control' && value === 'private, no-cache')

/** A boundary between parts is made up for each answer. */
export const boundary = (recorded: string, actual: string, scene: Scene): string => {
  const name = /^multipart\/byteranges; boundary=(\w+)$/
  const [, theirs] = name.exec(recorded) ?? []
  const [, mine] = name.exec(actual) ?? []
  return theirs && mine ? `multipart/byteranges; boundary=${scene.bind('boundary', theirs, mine)}` : recorded
}

const words = (list: string): string[] => list.split(',').map((word) => word.trim())

/** Turns a recorded request into one for this server: its host, and every tag, id, name and token met so far. */
export function translated(text: string, scene: Scene): string {
  let out = text.replaceAll(RECORDED_HOST, scene.url).replaceAll('http://cloud.example.org', scene.url)
  for (const kind of ['etag', 'token', 'lock', 'trash', 'boundary'])
    for (const [recorded, actual] of scene.all(kind)) out = out.replaceAll(recorded, actual)
  out = out.replace(
    /((?:\/versions\/[^/]+\/versions|\/(?:comments|systemtags-relations)\/files)\/)(\d+)/g,
    (_all, before: string, number: string) => before + scene.known('file', number),
  )
  out = out.replace(
    /(\/systemtags\/|\/systemtags-relations\/files\/\d+\/|<oc:systemtag>)(\d+)/g,
    (_all, before: string, number: string) => before + scene.known('tag', number),
  )
  out = out.replace(
    /(\/api\/v1\/shares\/)(\d+)/g,
    (_all, before: string, number: string) => before + scene.known('share', number),
  )
  return out.replace(
    /(\/comments\/files\/\d+\/)(\d+)/g,
    (_all, before: string, number: string) => before + scene.known('comment', number),
  )
}
