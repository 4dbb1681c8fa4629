import { BadValue } from './parse.ts'

export interface SmtpConfig {
  readonly host: string
  readonly port: number
  /** Encrypted from the first byte. */
  readonly secure: boolean
  readonly requireTLS: boolean
  readonly ignoreTLS: boolean
  /** On this machine nobody stands between, and few certificates are valid there. */
  readonly local: boolean
  readonly auth: { readonly user: string; readonly pass: string } | undefined
  /** The address that letters come from. */
  readonly from: string
}

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const
const EXAMPLE = 'smtp://user:password@mail.example.org:587?from=nuage@example.org'
const KNOWN = new Set(['from', 'tls'])
const TLS = new Set(['on', 'off', 'required'])

const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/

const bad = (why: string): BadValue => new BadValue(`${why}: expected an address such as ${EXAMPLE}`)

/**
 * `smtp://[user:password@]host[:port][?from=…][&tls=on|required|off]`, or `smtps://…`.
 * @param host the instance's own name, for letters of an instance that says nothing of its address.
 * @throws BadValue
 */
export function parseSmtp(value: string, host: string): SmtpConfig {
  const url = URL.parse(value)
  const scheme = url?.protocol
  if (!url || (scheme !== 'smtp:' && scheme !== 'smtps:') || url.hostname === '') throw bad('no mail server')
  for (const name of url.searchParams.keys()) if (!KNOWN.has(name)) throw bad(`${name} is not known`)
  const tls = url.searchParams.get('tls') ?? 'on'
  if (!TLS.has(tls)) throw bad('tls is on, required or off')
  const from = url.searchParams.get('from') ?? `nuage@${host}`
  if (!/^[^\s"<>,;:@]+@[^\s"<>,;:@]+$/.test(from)) throw bad('from is no e-mail address')
  const user = decodeURIComponent(url.username)
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const local = LOCAL.test(name)
  return {
    host: name,
    port: url.port === '' ? PORTS[scheme] : Number(url.port),
    secure: scheme === 'smtps:',
    // A password does not cross a network in clear unless somebody wished so.
    requireTLS: tls === 'required' || (user !== '' && tls !== 'off' && !local),
    ignoreTLS: tls === 'off',
    local,
    auth: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
    from,
  }
}
