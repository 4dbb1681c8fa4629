import { type Exchange, pathOf, textOf } from '../protocol/exchange.ts'
import { type Acceptor, Faults } from './acceptor.ts'

/** The doors every client tries before it is signed in (ocs.md §2, §5.2, §5.7). */
export const discovery: Acceptor = (exchange) => {
  const path = pathOf(exchange.request).replace(/\/{2,}/g, '/')
  const faults = new Faults()
  if (path.endsWith('/status.php')) status(exchange, faults)
  if (/^(?:\/index\.php)?\/204$/.test(path)) noContent(exchange, faults)
  if (/^(?:\/index\.php)?\/login\/v2$/.test(path)) flow(exchange, faults)
  if (/^(?:\/index\.php)?\/login\/v2\/poll$/.test(path)) poll(exchange, faults)
  if (/\/core\/wipe\/(?:check|success)$/.test(path)) wipe(exchange, faults)
  return faults.list
}

function status({ request, answer }: Exchange, faults: Faults): void {
  if (request.method !== 'GET') return
  if (!faults.unless(answer.status === 200, `status.php answers ${answer.status}`)) return
  faults.unless(/^application\/json/.test(answer.headers.get('content-type') ?? ''), 'status.php is not JSON')
  faults.unless(answer.body.length <= 4096, 'the desktop reads no more than 4 KiB')
  const held = JSON.parse(textOf(answer)) as Record<string, unknown>
  for (const key of ['installed', 'maintenance', 'needsDbUpgrade', 'extendedSupport'])
    faults.unless(typeof held[key] === 'boolean', `${key} is no boolean`)
  for (const key of ['versionstring', 'edition', 'productname'])
    faults.unless(typeof held[key] === 'string', `${key} is no text`)
  faults.unless(held.installed === true, 'Android takes it for an unfinished installation')
  faults.unless(/^\d+\.\d+\.\d+\.\d+$/.test(String(held.version)), `version ${String(held.version)}`)
  faults.unless(Number.parseInt(String(held.version), 10) >= 20, 'too old for Android')
  faults.unless(held.productname !== 'owncloud', 'iOS warns')
}

/** Anything else reads as a captive portal: uploads stop. */
function noContent({ answer }: Exchange, faults: Faults): void {
  if (answer.status === 503) return
  faults.unless(
    answer.status === 204 && answer.body.length === 0,
    `${answer.status} at the captive portal check`,
  )
}

function flow({ request, answer }: Exchange, faults: Faults): void {
  if (request.method !== 'POST' || answer.status !== 200) return
  const held = JSON.parse(textOf(answer)) as { poll?: { token?: string; endpoint?: string }; login?: string }
  faults.unless(/^[A-Za-z0-9]{128}$/.test(held.poll?.token ?? ''), 'no poll token')
  for (const address of [held.poll?.endpoint, held.login])
    faults.unless(URL.canParse(address ?? ''), `address ${address} in the login flow`)
  faults.unless(!held.poll?.endpoint?.includes(held.poll.token ?? ' '), 'the poll token in an address')
}

function poll({ request, answer }: Exchange, faults: Faults): void {
  if (request.method !== 'POST') return
  if (answer.status === 404)
    // Android parses any non-empty body and stops polling (ocs.md §5.2).
    faults.unless(answer.body.length === 0, 'a body with the pending answer')
  if (answer.status !== 200) return
  const held = JSON.parse(textOf(answer)) as Record<string, unknown>
  for (const key of ['server', 'loginName', 'appPassword'])
    faults.unless(typeof held[key] === 'string' && held[key] !== '', `no ${key}`)
  faults.unless(!String(held.server).endsWith('/'), 'the server address ends with a slash')
}

/** A wrong yes deletes a person's local data; anything but 404 for other tokens asks for a password again. */
function wipe({ request, answer }: Exchange, faults: Faults): void {
  if (request.method !== 'POST') return
  faults.unless([200, 404, 429].includes(answer.status), `${answer.status} at the wipe check`)
  if (answer.status === 404) faults.unless(!textOf(answer).includes('wipe'), 'a wipe in a refusal')
}
