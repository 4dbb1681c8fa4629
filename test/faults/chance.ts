import { createHash } from 'node:crypto'

/** Random numbers that a seed brings back (mulberry32). */
export interface Chance {
  /** From 0 up to, not including, `below`. */
  below(below: number): number
  pick<T>(from: readonly T[]): T
  bytes(length: number): Buffer
  /** A line of its own, so that what one consumer takes does not shift another's. */
  branch(name: string): Chance
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (from) => from[below(from.length)]!,
    bytes(length) {
      const block = createHash('sha512').update(`${next()}${next()}`).digest()
      const whole = Buffer.alloc(length, block)
      // No two bodies are alike, whatever their length.
      for (let at = 0; at + 4 <= length; at += 4096) whole.writeUInt32LE(below(2 ** 32), at)
      return whole
    },
    branch: (name) => chance(createHash('sha256').update(`${seed}/${name}`).digest().readUInt32LE()),
  }
}

/** `TEST_SEED` brings a run back. */
export const seedOfRun = (): number => Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31))
