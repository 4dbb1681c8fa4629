import { type Exchange, textOf } from '../protocol/exchange.ts'
import { DAV, named, parseXml, SABRE, text, type XmlElement } from '../protocol/xml.ts'
import { type Acceptor, Faults } from './acceptor.ts'
import { saysHowLockStands } from './locking.ts'
import { isBrowser, isDav, namesTags } from './places.ts'

/** Which statuses belong to an exception's last name (webdav.md §4.2). */
const STATUSES: Readonly<Record<string, readonly number[]>> = {
  BadRequest: [400],
  InvalidPath: [400],
  NotAuthenticated: [401],
  PasswordLoginForbidden: [401],
  Forbidden: [403],
  NotFound: [404],
  MethodNotAllowed: [405],
  Conflict: [409],
  PreconditionFailed: [412],
  LockTokenMatchesRequestUri: [409],
  EntityTooLarge: [413],
  UnsupportedMediaType: [415],
  ReportNotSupported: [415],
  RequestedRangeNotSatisfiable: [416],
  Locked: [423],
  FileLocked: [423],
  TooManyRequests: [429],
  NotImplemented: [501],
  BadGateway: [502],
  ServiceUnavailable: [503],
  ServerMaintenanceMode: [503],
  InsufficientStorage: [507],
}

/** The form every client reads an error in (webdav.md §4.1). */
export const errorBody: Acceptor = (exchange) => {
  const { request, answer } = exchange
  if (answer.status < 400 || !isDav(request)) return []
  if (saysHowLockStands(request, answer.status)) return []
  if (isBrowser(request) && request.method === 'GET') return []
  // The bulk upload answers what it knows of each file, even when the rest could not be read (webdav.md §17).
  if (request.path.endsWith('/bulk') && answer.headers.get('content-type')?.startsWith('application/json'))
    return []
  const faults = new Faults()
  const type = answer.headers.get('content-type')
  faults.unless(type === 'application/xml; charset=utf-8', `Content-Type ${type} of an error`)
  if (answer.status === 405) faults.unless(answer.headers.has('allow'), '405 without Allow')
  if (request.method === 'HEAD') {
    faults.unless(answer.body.length === 0, 'a body after HEAD')
    return faults.list
  }
  try {
    document(exchange, parseXml(textOf(answer)), faults)
  } catch (fault) {
    faults.unless(false, `unreadable error: ${(fault as Error).message}`)
  }
  return faults.list
}

function document({ request, answer }: Exchange, root: XmlElement, faults: Faults): void {
  faults.unless(
    root.uri === DAV && root.local === 'error' && root.prefix === 'd',
    `an error called ${root.prefix}:${root.local}`,
  )
  faults.unless(root.declares.get('s') === SABRE, 's is not declared on the root')
  const exceptions = named(root, SABRE, 'exception')
  const messages = named(root, SABRE, 'message')
  if (!faults.unless(exceptions.length === 1 && messages.length === 1, 'not one exception and one message'))
    return
  const exception = text(exceptions[0]!)
  const known = STATUSES[exception.slice(exception.lastIndexOf('\\') + 1)]
  if (faults.unless(known !== undefined, `no client knows the exception ${exception}`))
    faults.unless(known!.includes(answer.status), `${exception} with ${answer.status}`)
  // That a tag is missing is no header's fault (webdav.md §15.2, §20).
  if (exception.endsWith('\\PreconditionFailed') && !namesTags(request))
    faults.unless(named(root, SABRE, 'header').length === 1, '412 without the header that failed')
  if (exception.endsWith('\\InvalidPath'))
    faults.unless(
      named(root, 'o:', 'retry').length === 1 && named(root, 'o:', 'reason').length === 1,
      'no retry and reason',
    )
  if (exception === 'Sabre\\DAV\\Exception\\ServiceUnavailable')
    faults.unless(
      text(messages[0]!).includes('Storage is temporarily not available'),
      'aborts the whole run of the desktop',
    )
}
