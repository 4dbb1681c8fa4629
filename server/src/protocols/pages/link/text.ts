const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows = new TextDecoder('windows-1252')

/** The longest part of a character that a cut can leave behind. */
const TAIL = 3

/**
 * The beginning of a text in UTF-8 or UTF-16, or in the encoding of old Windows programs.
 * @param cut whether more follows, so that the last character may be broken.
 * @returns undefined for what is no text.
 */
export function decode(bytes: Buffer, cut: boolean): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.includes(0)) return undefined
  for (let left = 0; left <= (cut ? TAIL : 0); left++) {
    try {
      return utf8.decode(bytes.subarray(0, bytes.length - left))
    } catch {}
  }
  return windows.decode(bytes)
}
