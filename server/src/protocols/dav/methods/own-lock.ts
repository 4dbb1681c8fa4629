import { releaseOwnLock } from '../../../domain/locks/release-own.ts'
import type { ShownLock } from '../../../domain/locks/shown.ts'
import { type OwnLockKind, takeOwnLock } from '../../../domain/locks/take-own.ts'
import { clientName } from '../../../domain/login-flows/client-name.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { DAV, NEXTCLOUD, OWNCLOUD, SABRE } from '../../wire/xml/names.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange, header, XML_TYPE } from '../exchange.ts'
import { badRequest } from '../fault.ts'
import { LOCK_VALUES } from '../properties/own-lock.ts'

/** The official apps lock a file for its editor, not for one request: webdav.md §14.3, `files.locking`. */
export const isOwnLock = (exchange: Exchange): boolean => header(exchange, 'x-user-lock') === '1'

const KINDS: Readonly<Record<string, OwnLockKind>> = { '0': 'user', '1': 'app', '2': 'token' }

function kindOf(exchange: Exchange<Member>): OwnLockKind | undefined {
  const said = header(exchange, 'x-user-lock-type')?.trim()
  if (said === undefined) return undefined
  const kind = KINDS[said]
  if (kind === undefined) throw badRequest('lock-type')
  return kind
}

export async function takeOwn(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor, path } = exchange
  const kind = kindOf(exchange) ?? 'user'
  const { hold } = await judge(exchange, path)
  const editor = clientName(header(exchange, 'user-agent') ?? '')
  const { outcome, lock } = await takeOwnLock(domain, actor, path, { kind, editor, tokens: hold.tokens })
  tell(exchange, outcome === 'done' ? 200 : 423, lock)
}

export async function releaseOwn(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor, path } = exchange
  const { outcome, lock } = await releaseOwnLock(domain, actor, path, kindOf(exchange))
  tell(exchange, { done: 200, none: 412, 'in-the-way': 423 }[outcome], lock)
}

const NAMESPACES = `xmlns:d="${DAV}" xmlns:s="${SABRE}" xmlns:oc="${OWNCLOUD}" xmlns:nc="${NEXTCLOUD}"`

/** The desktop reads the state of the lock from the answer, also when it is refused. */
function tell(exchange: Exchange, status: number, lock: ShownLock | undefined): void {
  const elements = Object.entries(LOCK_VALUES).map(([name, value]) => {
    if (lock === undefined) return `<nc:${name}></nc:${name}>`
    const text = value(lock)
    return text === null ? '' : `<nc:${name}>${text}</nc:${name}>`
  })
  const body = `<?xml version="1.0"?>\n<d:prop ${NAMESPACES}>${elements.join('')}</d:prop>\n`
  answer(exchange, status, { 'Content-Type': XML_TYPE }, body)
}
