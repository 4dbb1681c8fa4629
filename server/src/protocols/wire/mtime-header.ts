import { MalformedHeader } from './malformed-header.ts'

const number = /^\s*\+?(?:\d+\.?\d*|\.\d+)(?:e\+?\d{1,2})?\s*$/i

/**
 * `X-OC-MTime`, `X-OC-CTime`, `X-File-Mtime`: whole seconds since 1970. iOS sends decimals, which are cut;
 * `1e9` counts as a number. One day or less is taken for a client without a clock, and the desktop refuses
 * to download what lies beyond 32 bits (webdav.md §9.3).
 * @returns null without the header. @throws MalformedHeader
 */
export function parseUnixTime(value: string | undefined, header: string): number | null {
  if (value === undefined) return null
  const seconds = number.test(value) && value.length <= 64 ? Math.trunc(Number(value)) : Number.NaN
  if (!(seconds > 86_400 && seconds < 2 ** 32 - 1)) throw new MalformedHeader(header)
  return seconds
}
