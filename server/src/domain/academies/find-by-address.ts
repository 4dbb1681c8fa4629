import type { Academy } from './academy.ts'

const ADDRESS = /^[^\s@]+@([^\s@]{1,255})$/

/** The domain of an e-mail address, as domains are compared; undefined when it is no address. */
export function domainOf(address: string): string | undefined {
  const [, domain] = ADDRESS.exec(address.trim()) ?? []
  return domain === undefined ? undefined : plainDomain(domain)
}

/** As it is looked up: in small letters and in ASCII; undefined for what is no name of a domain. */
export function plainDomain(text: string): string | undefined {
  const name = text.trim().replace(/^@/, '').replace(/\.$/, '')
  if (name === '' || name.length > 253 || !URL.canParse(`http://${name}/`)) return undefined
  const { hostname, host, pathname, username } = new URL(`http://${name}/`)
  const plain = hostname === host && pathname === '/' && username === ''
  return plain && /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname) ? hostname : undefined
}

/** Told by the domain alone: whether there is such an account makes no difference. */
export function academyOfAddress<A extends Pick<Academy, 'domains'>>(
  academies: readonly A[],
  address: string,
): A | undefined {
  const domain = domainOf(address)
  if (domain === undefined) return undefined
  return academies.find(({ domains }) => domains.some((one) => one.domain === domain))
}
