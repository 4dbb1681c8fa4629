import { type AskedRequest, type Exchange, textOf } from '../protocol/exchange.ts'
import { DAV, first, NC, parseXml, text } from '../protocol/xml.ts'
import { type Acceptor, Faults, isInteger } from './acceptor.ts'

/** The official apps' own locks, which say how they stand instead of an error (webdav.md §14.3). */
const SAYS_HOW_IT_STANDS: Readonly<Record<string, readonly number[]>> = {
  LOCK: [200, 423],
  UNLOCK: [200, 412, 423],
}

const NUMBERS = ['lock-owner-type', 'lock-time', 'lock-timeout']

export const saysHowLockStands = (request: AskedRequest, status: number): boolean =>
  request.headers.get('x-user-lock') === '1' &&
  (SAYS_HOW_IT_STANDS[request.method]?.includes(status) ?? false)

/** What the desktop reads from it: whether there is a lock, and whose. */
export const locking: Acceptor = ({ request, answer }: Exchange) => {
  if (!saysHowLockStands(request, answer.status)) return []
  const faults = new Faults()
  const type = answer.headers.get('content-type')
  faults.unless(type === 'application/xml; charset=utf-8', `Content-Type ${type} of a lock`)
  const root = parseXml(textOf(answer))
  faults.unless(root.uri === DAV && root.local === 'prop', `a lock in ${root.prefix}:${root.local}`)
  const said = (name: string): string => {
    const element = first(root, NC, name)
    return element === undefined ? '' : text(element)
  }
  const stands = (request.method === 'LOCK' || answer.status === 423) && answer.status !== 412
  faults.unless(first(root, NC, 'lock') !== undefined, 'no nc:lock')
  faults.unless(said('lock') === (stands ? '1' : ''), `nc:lock is ${said('lock')}`)
  for (const name of NUMBERS)
    faults.unless(stands ? isInteger(said(name)) : said(name) === '', `nc:${name} is ${said(name)}`)
  if (stands && said('lock-owner-type') !== '1') faults.unless(said('lock-owner') !== '', 'a lock of nobody')
  return faults.list
}
