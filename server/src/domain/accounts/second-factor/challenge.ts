import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'

/** Seconds to find one's telephone or key. */
export const CHALLENGE_SECONDS = 10 * 60
const RANDOM = 16
const TIME = 4
const HEAD = RANDOM + TIME
const MAC = 32

/** What is signed: for what, and in which browser or session, so that an answer fits nowhere else. */
export interface Purpose {
  readonly what: 'sign-in' | 'second' | 'confirm' | 'register'
  /** Known to one browser, or of one session. */
  readonly binding: string
}

const mac = ({ secret }: Domain, { what, binding }: Purpose, head: Uint8Array): Buffer =>
  createHmac('sha256', secret)
    .update(`passkey challenge ${what}\0${binding.length}:${binding}\0`)
    .update(head)
    .digest()

/** Nothing is kept of it, so that strangers who ask for many fill nothing. */
export function newChallenge(domain: Domain, purpose: Purpose): Uint8Array {
  const head = Buffer.alloc(HEAD)
  randomBytes(RANDOM).copy(head)
  head.writeUInt32BE(seconds(domain.now()) + CHALLENGE_SECONDS, RANDOM)
  return Buffer.concat([head, mac(domain, purpose, head)])
}

/** Whether it is one of ours, for this purpose, and not too old. */
export function isChallenge(domain: Domain, purpose: Purpose, challenge: string): boolean {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== HEAD + MAC) return false
  const head = bytes.subarray(0, HEAD)
  if (!timingSafeEqual(mac(domain, purpose, head), bytes.subarray(HEAD))) return false
  return head.readUInt32BE(RANDOM) > seconds(domain.now())
}

const SPEND = 'INSERT INTO spent_challenge (hash, expires) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING'

/** In the transaction of what it proves. @throws Refusal `not-signed-in` when it was answered before. */
export async function spendChallenge(writer: Writer, domain: Domain, challenge: string): Promise<void> {
  const until = seconds(domain.now()) + CHALLENGE_SECONDS
  if ((await writer.run(SPEND, hash('sha256', challenge), until)) !== 1)
    throw new Refusal('not-signed-in', 'passkey-wrong')
}
