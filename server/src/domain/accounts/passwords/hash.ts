import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { Refusal } from '../../../vocabulary/refusal.ts'

/** OWASP's first recommendation for argon2id. Memory in KiB. */
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Half of the threads that file access shares with it, so that a wave of sign-ins does not stop downloads. */
const AT_ONCE = 2
const WAITING_AT_MOST = 200

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_AT_MOST) throw new Refusal('busy', 'busy')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}

/** @returns the encoded argon2id hash. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, COST))

export const matchesHash = (encoded: string, password: string): Promise<boolean> =>
  inTurn(() => verify(encoded, password).catch(() => false))

let nobody: Promise<string> | undefined

/** Costs what a real check costs, so that the time an answer takes does not tell who has an account. */
export async function matchesNobody(password: string): Promise<false> {
  nobody ??= hashPassword('nobody')
  await matchesHash(await nobody, password)
  return false
}
