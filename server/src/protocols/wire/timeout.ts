/**
 * `Timeout` of LOCK (RFC 4918 §10.7): the first usable of the client's wishes, in seconds, never above `cap`
 * and never below one. Without a usable wish, and for `Infinite`, the cap.
 */
export function parseTimeout(value: string | undefined, cap: number): number {
  for (const wish of (value ?? '').slice(0, 512).split(',')) {
    const text = wish.trim().toLowerCase()
    if (text === 'infinite') return cap
    const match = /^second-(\d{1,15})$/.exec(text)
    if (match) return Math.min(cap, Math.max(1, Number(match[1])))
  }
  return cap
}

/** The content of a `d:timeout`. */
export const timeoutText = (seconds: number): string => `Second-${Math.max(0, Math.floor(seconds))}`
