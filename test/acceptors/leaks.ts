import type { AskedRequest } from '../protocol/exchange.ts'
import { textOf } from '../protocol/exchange.ts'
import { type Acceptor, Faults } from './acceptor.ts'

/** What only we know: places on our disk, our code, our engines' own words. */
const INSIDE: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s"'>(])\/(?:home|tmp|var|srv|opt|usr|root|proc)\/[\w.-]/m, 'a path of the server'],
  [/\bnode_modules\b|\.(?:ts|js|mjs|cjs):\d+/, 'a place in the code'],
  [/^\s*at (?:async )?\S+ \(|\bat (?:async )?\S+ \(\S+:\d+:\d+\)/m, 'a stack trace'],
  [
    /\bSQLITE_|\bsqlite\b|\bSELECT .+ FROM\b|\bviolates .+ constraint\b|UNIQUE constraint failed/i,
    'words of the database',
  ],
  [/\b(?:ENOENT|EACCES|ENOSPC|ECONN[A-Z]+|EPIPE|EISDIR|ENOTDIR)\b/, 'a system error'],
  [
    /\b(?:TypeError|ReferenceError|RangeError|AssertionError)\b|is not a function|undefined \(reading/,
    'a fault of the program',
  ],
]

/** No answer gives away what is ours or repeats the secret it was asked with. */
export const leaks: Acceptor = ({ request, answer }) => {
  const faults = new Faults()
  const said = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  const body = textOf(answer)
  if (answer.status >= 400)
    for (const [pattern, what] of INSIDE)
      faults.unless(!pattern.test(`${said}\n${body}`), `${what} in an answer`)
  const secret = secretOf(request)
  if (secret) {
    faults.unless(!said.includes(secret), 'the secret that was sent, in a header')
    if (answer.status >= 400 || /json|xml|html/.test(answer.headers.get('content-type') ?? ''))
      faults.unless(!body.includes(secret), 'the secret that was sent, in the answer')
  }
  faults.unless(!answer.headers.has('x-powered-by'), 'X-Powered-By')
  return faults.list
}

/** The password or token of the request; undefined when too short to be recognised. */
function secretOf(request: AskedRequest): string | undefined {
  const [scheme, given] = (request.headers.get('authorization') ?? '').split(' ')
  if (!given) return undefined
  const secret = /^basic$/i.test(scheme!)
    ? Buffer.from(given, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')
    : given
  return secret.length >= 8 ? secret : undefined
}
