import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { lock, unlock } from '../seal.ts'

/** DER of an X25519 private key (RFC 8410) up to its 32 bytes. */
const PRIVATE_KEY = Buffer.from('302e020100300506032b656e04220420', 'hex')
/** DER of an X25519 public key (RFC 8410) up to its 32 bytes. */
const PUBLIC_KEY = Buffer.from('302a300506032b656e032100', 'hex')

/**
 * The poll token is known to the waiting client alone, also not to the server that grants: so it is the seed
 * of a key pair, of which the database keeps the public half. Whoever steals the database opens nothing.
 */
function keyOf(token: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', token, '', 'nuage login flow recipient', 32))
  return createPrivateKey({ key: Buffer.concat([PRIVATE_KEY, seed]), format: 'der', type: 'pkcs8' })
}

const publicBytes = (key: KeyObject): Buffer =>
  key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_KEY.length)

const publicKey = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([PUBLIC_KEY, bytes]), format: 'der', type: 'spki' })

function sharedKey(privateKey: KeyObject, other: KeyObject, sender: Buffer): Buffer {
  const secret = diffieHellman({ privateKey, publicKey: other })
  return Buffer.from(hkdfSync('sha256', secret, sender, 'nuage login flow seal', 32))
}

/** The address to which a secret can be sealed for the holder of `token`. */
export const recipientOf = (token: string): string =>
  publicBytes(createPublicKey(keyOf(token))).toString('base64url')

export function seal(text: string, recipient: string): string {
  const ephemeral = generateKeyPairSync('x25519')
  const sender = publicBytes(ephemeral.publicKey)
  const key = sharedKey(ephemeral.privateKey, publicKey(Buffer.from(recipient, 'base64url')), sender)
  return Buffer.concat([sender, lock(text, key)]).toString('base64url')
}

/** @throws when `sealed` was not made for this token, or was changed. */
export function unseal(sealed: string, token: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const sender = bytes.subarray(0, 32)
  const key = sharedKey(keyOf(token), publicKey(sender), sender)
  return unlock(bytes.subarray(32), key)
}
