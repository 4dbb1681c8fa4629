import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')

/**
 * Tells the address of whoever sent a request. `X-Forwarded-For` is read from its end, and believed only as far
 * as trusted proxies wrote it: what stands before is the sender's own invention.
 * @param trusted addresses and ranges such as `10.0.0.0/8`.
 */
export function placeTeller(trusted: readonly string[]): (request: IncomingMessage) => string {
  const list = new BlockList()
  for (const range of trusted) {
    const [address = '', bits] = range.split('/')
    if (bits === undefined) list.addAddress(address, family(address))
    else list.addSubnet(address, Number(bits), family(address))
  }
  const isTrusted = (address: string): boolean => isIP(address) > 0 && list.check(address, family(address))
  return (request) => {
    let place = plain(request.socket.remoteAddress ?? '')
    if (trusted.length === 0 || !isTrusted(place)) return place
    const forwarded = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((part) => plain(part.trim()))
      .filter((part) => isIP(part) > 0)
    for (const address of forwarded.reverse()) {
      place = address
      if (!isTrusted(address)) break
    }
    return place
  }
}
