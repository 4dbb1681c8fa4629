import type { FastifyRequest } from 'fastify'

/** Where people and clients find this instance. */
export interface PublicAddress {
  /** Scheme, host and port, such as `https://cloud.example.org`. */
  readonly origin: string
  /** Path in front of everything, without a slash at its end; empty when there is none. */
  readonly prefix: string
  readonly secure: boolean
}

const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

/**
 * The address as configured, or else the one the client used. Forwarded hosts and schemes have been believed
 * or not by then: that is the listener's `trustProxy`.
 * @param configured `NUAGE_PUBLIC_URL`.
 */
export function publicAddress(request: FastifyRequest, configured: string | undefined): PublicAddress {
  if (configured !== undefined) {
    const url = new URL(configured)
    return {
      origin: url.origin,
      prefix: url.pathname.replace(/\/+$/, ''),
      secure: url.protocol === 'https:',
    }
  }
  const host = HOST.test(request.host) ? request.host : 'localhost'
  return { origin: `${request.protocol}://${host}`, prefix: '', secure: request.protocol === 'https' }
}

/** The instance's own URL, without a slash at its end. */
export const publicUrl = (address: PublicAddress): string => `${address.origin}${address.prefix}`
