import { readFileSync } from 'node:fs'

/** Where the system does not say: what it gives at the least. */
const USUAL = 1_024

/** So many files and connections this process may have open; Node asks for all that it may have. */
export function openFileLimit(): number {
  try {
    const [, soft] =
      /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? []
    return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft ?? USUAL)
  } catch {
    return USUAL
  }
}
