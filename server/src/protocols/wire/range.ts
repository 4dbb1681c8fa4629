/** Bytes `start` to `end`, both included, both inside the content. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export type RangeOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'single'; readonly range: ByteRange }
  | { readonly kind: 'multi'; readonly ranges: readonly ByteRange[] }
  | { readonly kind: 'unsatisfiable' }

const NONE: RangeOutcome = { kind: 'none' }
const MOST_RANGES = 16

/**
 * `Range` against a content of `size` bytes (RFC 9110 §14.2). What is no byte range is ignored; so are floods:
 * too many ranges, or ranges that together ask for more than there is (RFC 9110 §17.15).
 */
export function parseRange(header: string | undefined, size: number): RangeOutcome {
  const match = header === undefined || header.length > 1024 ? null : /^\s*bytes\s*=(.*)$/is.exec(header)
  if (!match) return NONE
  const specs = (match[1] as string).split(',').map((spec) => spec.trim())
  const given = specs.filter((spec) => spec !== '')
  if (given.length === 0 || given.length > MOST_RANGES) return NONE
  const ranges: ByteRange[] = []
  for (const spec of given) {
    const range = resolve(spec, size)
    if (range === 'invalid') return NONE
    if (range) ranges.push(range)
  }
  if (ranges.length === 0) return { kind: 'unsatisfiable' }
  if (ranges.length === 1) return { kind: 'single', range: ranges[0] as ByteRange }
  const asked = ranges.reduce((sum, range) => sum + lengthOf(range), 0)
  return asked > size ? NONE : { kind: 'multi', ranges }
}

function resolve(spec: string, size: number): ByteRange | null | 'invalid' {
  const match = /^(\d*)-(\d*)$/.exec(spec)
  if (!match) return 'invalid'
  const [, first, last] = match as unknown as [string, string, string]
  if (first === '') {
    if (last === '') return 'invalid'
    const length = Math.min(Number(last), size)
    return length === 0 ? null : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'invalid'
  if (start >= size) return null
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

/** The number of bytes in a range. */
export const lengthOf = (range: ByteRange): number => range.end - range.start + 1

/** `Content-Range` of a 206, e.g. `bytes 0-4/5` (RFC 9110 §14.4). */
export const contentRange = (range: ByteRange, size: number): string =>
  `bytes ${range.start}-${range.end}/${size}`

/** `Content-Range` of a 416. */
export const unsatisfiedRange = (size: number): string => `bytes */${size}`

export interface ByteRangesFraming {
  readonly contentType: string
  readonly contentLength: number
  /** What to send before each range, in order. */
  readonly heads: readonly string[]
  /** What to send after the last one. */
  readonly tail: string
}

/**
 * The frame of a `multipart/byteranges` answer (RFC 9110 §14.6), whose length is known beforehand.
 * @param boundary must not occur in the content; random.
 */
export function frameRanges(
  ranges: readonly ByteRange[],
  size: number,
  contentType: string,
  boundary: string,
): ByteRangesFraming {
  const heads = ranges.map(
    (range) =>
      `\r\n--${boundary}\r\nContent-type: ${contentType}\r\nContent-range: ${contentRange(range, size)}\r\n\r\n`,
  )
  const tail = `\r\n--${boundary}--\r\n`
  const framing = Buffer.byteLength(heads.join('') + tail)
  const contentLength = ranges.reduce((sum, range) => sum + lengthOf(range), framing)
  return { contentType: `multipart/byteranges; boundary=${boundary}`, contentLength, heads, tail }
}
