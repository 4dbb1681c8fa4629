import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Domain } from './domain.ts'

const NONCE = 12
const TAG = 16

/** AES-256-GCM: nonce, tag, text. */
export function lock(text: string, key: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws when it was locked with another key, or changed since. */
export function unlock(bytes: Uint8Array, key: Uint8Array): string {
  const [nonce, tag] = [bytes.subarray(0, NONCE), bytes.subarray(NONCE, NONCE + TAG)]
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  decipher.setAuthTag(tag)
  return `${decipher.update(bytes.subarray(NONCE + TAG), undefined, 'utf8')}${decipher.final('utf8')}`
}

const keyFor = (domain: Domain, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', domain.secret, '', `nuage seal ${purpose}`, 32))

/**
 * What the instance must be able to read again, and nobody else, whoever has the database or the browser's cookies.
 * @param purpose what it is and whose, so that nothing sealed for one place opens at another.
 */
export const seal = (domain: Domain, purpose: string, text: string): string =>
  lock(text, keyFor(domain, purpose)).toString('base64url')

/** @returns undefined when it was sealed for something else, with another secret of the instance, or was changed. */
export function unseal(domain: Domain, purpose: string, sealed: string): string | undefined {
  try {
    return unlock(Buffer.from(sealed, 'base64url'), keyFor(domain, purpose))
  } catch {
    return undefined
  }
}
