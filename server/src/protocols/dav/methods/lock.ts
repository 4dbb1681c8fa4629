import { lookup } from '../../../domain/files/look-up.ts'
import { writeFile } from '../../../domain/files/write.ts'
import type { Lock } from '../../../domain/locks/lock.ts'
import { refreshLock } from '../../../domain/locks/release.ts'
import { takeLock } from '../../../domain/locks/take.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { parseDepth } from '../../wire/depth.ts'
import { encodeSegment } from '../../wire/href.ts'
import { parseTimeout } from '../../wire/timeout.ts'
import { childOf, isElement, type XmlElement } from '../../wire/xml/element.ts'
import { DAV, NEXTCLOUD, OWNCLOUD, SABRE } from '../../wire/xml/names.ts'
import { parseXml } from '../../wire/xml/parse.ts'
import { serializeContent } from '../../wire/xml/serialize.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange, header, XML_TYPE } from '../exchange.ts'
import { badRequest } from '../fault.ts'
import { activeLock } from '../properties/active-lock.ts'
import { isOwnLock, takeOwn } from './own-lock.ts'

/** Seconds. A client that is still there refreshes; one that is gone does not keep others out for long. */
const LONGEST = 1_800

const ROOT = `<d:prop xmlns:d="${DAV}" xmlns:s="${SABRE}" xmlns:oc="${OWNCLOUD}" xmlns:nc="${NEXTCLOUD}">`

/** LOCK (RFC 4918 §9.10). On an address where nothing is, an empty file comes into the world: Finder and davfs2 do so. */
export async function lock(exchange: Exchange<Member>): Promise<void> {
  if (isOwnLock(exchange)) return takeOwn(exchange)
  const { domain, actor, path } = exchange
  const timeout = parseTimeout(header(exchange, 'timeout'), LONGEST)
  const info = await parseXml(exchange.request)
  const { hold } = await judge(exchange, path)
  if (info === null) {
    if (hold.tokens.length === 0) throw badRequest('lock-token-missing')
    return tell(exchange, 200, await refreshLock(domain, actor, path, hold.tokens, timeout), false)
  }
  const wish = { ...readInfo(info), depth: depthOf(exchange), timeout, hold }
  const existing = await lookup(domain, actor, path)
  if (existing === undefined) await createEmpty(exchange, path, hold)
  const taken = await takeLock(domain, actor, path, wish)
  tell(exchange, existing === undefined ? 201 : 200, taken.lock, true)
}

async function createEmpty(
  { domain, actor }: Exchange<Member>,
  path: readonly string[],
  hold: { person: string | null; tokens: readonly string[] },
): Promise<void> {
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  try {
    await writeFile(domain, actor, path, nothing(), { hold, pin: 'absent', size: 0 })
  } catch (error) {
    // Somebody else was quicker; whether it can be locked is said next.
    if (!(error instanceof Refusal && error.kind === 'stale')) throw error
  }
}

const depthOf = (exchange: Exchange<Member>): '0' | 'infinity' =>
  parseDepth(header(exchange, 'depth'), Number.POSITIVE_INFINITY) === 0 ? '0' : 'infinity'

const OWNER_LENGTH = 4_096

function readInfo(info: XmlElement): { scope: 'exclusive' | 'shared'; owner: string } {
  const scope = childOf(info, DAV, 'lockscope')?.children[0]
  const type = childOf(info, DAV, 'locktype')?.children[0]
  if (
    !isElement(info, DAV, 'lockinfo') ||
    type === undefined ||
    !isElement(type, DAV, 'write') ||
    scope === undefined
  )
    throw badRequest('xml-unexpected')
  const owner = childOf(info, DAV, 'owner')
  const said = owner === undefined ? '' : serializeContent(owner)
  if (said.length > OWNER_LENGTH) throw badRequest('lock-owner-long')
  return { scope: isElement(scope, DAV, 'shared') ? 'shared' : 'exclusive', owner: said }
}

function tell(exchange: Exchange<Member>, status: number, taken: Lock, fresh: boolean): void {
  const root = exchange.path.reduce((parent, name) => `${parent}/${encodeSegment(name)}`, exchange.base)
  const active = activeLock(taken, seconds(exchange.domain.now()), root)
  const body = `<?xml version="1.0" encoding="utf-8"?>\n${ROOT}<d:lockdiscovery>${active}</d:lockdiscovery></d:prop>\n`
  const token: Record<string, string> = fresh ? { 'Lock-Token': `<${taken.token}>` } : {}
  answer(exchange, status, { 'Content-Type': XML_TYPE, ...token }, body)
}
