import { gunzipSync } from 'node:zlib'
import type { Expectation } from './job.ts'
import { matchesPattern } from './pattern.ts'

export interface Judge {
  readonly sink: (bytes: Buffer) => void
  /** What is wrong with the answer; undefined when it is as it must be. */
  verdict(status: number): string | undefined
  readonly bytes: () => number
}

const RESPONSE_END = /<\/(?:\w+:)?response>/g

/** Judges one answer against what it must be. Bodies are kept only where something is looked for in them. */
export function judgeAnswer(expect: Expectation): Judge {
  const kept: Buffer[] = []
  const looksInside = expect.entries ?? expect.includes ?? expect.occurrences
  let length = 0
  let differs = false
  return {
    sink(bytes) {
      if (expect.pattern !== undefined) differs ||= !matchesPattern(expect.pattern, length, bytes)
      // A refusal's own words explain it better than its number.
      if (looksInside !== undefined || kept.length === 0) kept.push(Buffer.from(bytes))
      length += bytes.length
    },
    bytes: () => length,
    verdict(status) {
      if (!expect.status.includes(status)) return `status ${status} ${inShort(kept[0])}`
      if (differs || (expect.pattern !== undefined && length !== expect.pattern.length))
        return `wrong bytes (${length} came)`
      return looksInside === undefined ? undefined : whatLacks(expect, Buffer.concat(kept))
    },
  }
}

const inShort = (body: Buffer | undefined): string =>
  (body ?? '')
    .toString()
    .replaceAll(/<[^>]*>|\s+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .slice(0, 160)

function whatLacks(expect: Expectation, body: Buffer): string | undefined {
  let text: string
  try {
    text = (expect.gzip ? gunzipSync(body) : body).toString()
  } catch {
    return 'not compressed'
  }
  if (expect.entries !== undefined) {
    const entries = text.match(RESPONSE_END)?.length ?? 0
    if (entries !== expect.entries) return `${entries} entries instead of ${expect.entries}`
    if (!/<\/(?:\w+:)?multistatus>\s*$/.test(text)) return 'a listing without its end'
  }
  for (const part of expect.includes ?? [])
    if (!text.includes(part)) return `no ${part} in ${text.slice(0, 200)}`
  const { occurrences } = expect
  if (occurrences !== undefined) {
    const count = text.split(occurrences.text).length - 1
    if (count !== occurrences.count)
      return `${count} × ${occurrences.text} instead of ${occurrences.count}: ${text.slice(0, 200)}`
  }
  return undefined
}
