import { type Exchange, textOf } from '../protocol/exchange.ts'
import { DAV, first, parseXml, text, type XmlElement } from '../protocol/xml.ts'
import { type Acceptor, Faults } from './acceptor.ts'
import { isDav, isPublic } from './places.ts'

/** cadaver and davfs2 share one library: its reading of challenges and of locks, and Finder's and Windows' of classes. */
export const neon: Acceptor = (exchange) => {
  const { request, answer } = exchange
  if (!isDav(request)) return []
  const faults = new Faults()
  if (answer.status === 401) challenge(exchange, faults)
  if (request.method === 'LOCK' && (answer.status === 200 || answer.status === 201)) lock(exchange, faults)
  if (request.method === 'OPTIONS' && answer.status === 200 && !isPublic(request)) classes(exchange, faults)
  return faults.list
}

/** Exactly one challenge, and never one that makes the desktop start OAuth (webdav.md §3.2). */
function challenge({ request, answer }: Exchange, faults: Faults): void {
  const challenges = answer.headers.all('www-authenticate')
  if (request.headers.has('cookie') && challenges.length === 0) return
  // The page of a link asks for its password, and no window of the browser (webdav.md §21.1).
  if (isPublic(request) && !request.headers.has('authorization') && challenges.length === 0) return
  const scheme = /^xmlhttprequest$/i.test(request.headers.get('x-requested-with') ?? '')
    ? 'DummyBasic'
    : 'Basic'
  faults.unless(challenges.length === 1, `${challenges.length} challenges`)
  for (const each of challenges) {
    faults.unless(new RegExp(`^${scheme} realm="[^"]+"`).test(each), `challenge ${each}`)
    faults.unless(!/bearer/i.test(each), 'a Bearer challenge makes the desktop start OAuth')
  }
}

function lock({ request, answer }: Exchange, faults: Faults): void {
  if (request.headers.has('x-user-lock')) return
  const type = answer.headers.get('content-type')
  faults.unless(type === 'application/xml; charset=utf-8', `Content-Type ${type} of a lock`)
  let root: XmlElement
  try {
    root = parseXml(textOf(answer))
  } catch (fault) {
    faults.unless(false, `unreadable lock: ${(fault as Error).message}`)
    return
  }
  const active = step(step(root, 'lockdiscovery'), 'activelock')
  const token = step(step(active, 'locktoken'), 'href')
  faults.unless(root.local === 'prop' && token !== undefined, 'no token in lockdiscovery')
  faults.unless(/^(?:Second-\d+|Infinite)$/.test(words(step(active, 'timeout'))), 'no timeout')
  faults.unless(/^(?:0|infinity)$/.test(words(step(active, 'depth'))), 'no depth')
  faults.unless(
    words(step(step(active, 'lockroot'), 'href')).startsWith('/'),
    'the root of the lock is no path',
  )
  if (request.body.trim() !== '')
    faults.unless(
      answer.headers.get('lock-token') === `<${words(token)}>`,
      `Lock-Token ${answer.headers.get('lock-token')} is not the token in the body`,
    )
}

function classes({ answer }: Exchange, faults: Faults): void {
  const announced = (answer.headers.get('dav') ?? '').split(',').map((part) => part.trim())
  for (const needed of ['1', '2'])
    faults.unless(announced.includes(needed), `class ${needed} is not announced`)
  faults.unless(answer.headers.get('ms-author-via') === 'DAV', 'Windows needs MS-Author-Via: DAV')
  faults.unless(answer.headers.has('allow'), 'no Allow')
}

const step = (from: XmlElement | undefined, local: string): XmlElement | undefined =>
  from && first(from, DAV, local)
const words = (of: XmlElement | undefined): string => (of ? text(of).trim() : '')
