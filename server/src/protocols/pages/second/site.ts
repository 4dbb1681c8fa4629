import { isIP } from 'node:net'
import type { Site } from '../../../domain/accounts/second-factor/passkey.ts'
import type { Visit } from '../visit.ts'

export const siteOf = ({ address, say }: Pick<Visit, 'address' | 'say'>): Site => ({
  origin: address.origin,
  host: new URL(address.origin).hostname,
  name: say('product.name'),
})

/** Browsers make passkeys for names only, and only where nobody listens. */
export const fitsPasskeys = ({ host, origin }: Site): boolean =>
  isIP(host) === 0 && !host.startsWith('[') && (origin.startsWith('https:') || host === 'localhost')
