/**
 * What counts as one visitor on the network: the IPv4 address, or the first 64 bits of an IPv6 one,
 * since a single household is given at least that many.
 */
export function addressGroup(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)
  if (mapped) return mapped[1]!
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const front = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const back = tail === '' ? [] : tail.split(':')
    const written = back.length + (back.at(-1)?.includes('.') ? 1 : 0)
    while (front.length + written < 8) front.push('0')
    front.push(...back)
  }
  return `${front
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
