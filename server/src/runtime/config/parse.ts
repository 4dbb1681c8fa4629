import { isIP, isIPv4, isIPv6 } from 'node:net'

/** What a value should look like, said to the person who typed something else. */
export class BadValue extends Error {}

export interface Address {
  /** A name or an IP address; an IPv6 address without brackets. */
  readonly host: string
  readonly port: number
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

export function parseAddress(value: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(value)
  const port = Number(match?.[3])
  const named = match?.[2]
  const host = match?.[1] ?? named ?? ''
  const allDigits = /^[\d.]+$/.test(host)
  const good = named === undefined ? isIPv6(host) : allDigits ? isIPv4(host) : HOST_NAME.test(host)
  if (!match || !good || port > 65_535)
    throw new BadValue('expected host:port, such as 127.0.0.1:8080 or [::1]:8080')
  return { host, port }
}

/** An address of the web without a slash at its end, so that paths can be put behind it. */
export function parsePublicUrl(value: string): string {
  const url = URL.parse(value)
  const web = url && (url.protocol === 'http:' || url.protocol === 'https:')
  const plain = web && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!plain || /[?#]/.test(value))
    throw new BadValue('expected an address such as https://cloud.example.org/nuage')
  return url.origin + url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
}

function parseRange(value: string): string {
  const [address = '', bits, more] = value.split('/')
  const family = isIP(address)
  const widest = family === 4 ? 32 : 128
  const goodBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest)
  if (family === 0 || !goodBits || more !== undefined) {
    throw new BadValue('expected IP addresses or ranges, such as 127.0.0.1, 10.0.0.0/8')
  }
  return bits === undefined ? address : `${address}/${Number(bits)}`
}

/** Addresses and ranges, separated by commas or spaces. */
export const parseRanges = (value: string): string[] =>
  value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(parseRange)

/** @param schemes with their colon, such as `redis:` */
export function parseUrl(value: string, schemes: readonly string[], example: string): string {
  const url = URL.parse(value)
  if (!url || !schemes.includes(url.protocol) || url.hostname === '') {
    throw new BadValue(`expected an address such as ${example}`)
  }
  return value
}

export function parseTimezone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    throw new BadValue('expected a time zone such as Europe/Paris')
  }
}

export function parseSwitch(value: string): boolean {
  if (value === 'on' || value === 'off') return value === 'on'
  throw new BadValue('expected on or off')
}

/** Shorter keys could be guessed. */
const SECRET_LENGTH = 16

export function parseSecret(value: string): string {
  if (value.length >= SECRET_LENGTH) return value
  throw new BadValue(`expected at least ${SECRET_LENGTH} characters`)
}
