import type { Domain } from '../domain.ts'

interface Parts {
  /** Milliseconds of the first part. */
  readonly since: number
  /** Apart from each other, in their order. */
  parts: { start: number; end: number }[]
}

/** Milliseconds in which the parts of one download have to come. */
const HOUR = 3_600_000
/** So many downloads in parts are put together at a time, and of so many pieces at most. */
const MOST = 10_000
const PIECES = 1_000

/** Puts parts of downloads together. Nothing of it is ever written. */
export class Coverage {
  readonly #now: () => number
  readonly #known = new Map<string, Parts>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** @returns whether with this part the whole is there. */
  add(key: string, { start, end, size }: { start: number; end: number; size: number }): boolean {
    const now = this.#now()
    let known = this.#known.get(key)
    if (known === undefined || now - known.since > HOUR) {
      this.#known.delete(key)
      if (this.#known.size >= MOST) this.#known.delete(this.#known.keys().next().value!)
      known = { since: now, parts: [] }
      this.#known.set(key, known)
    }
    known.parts = joined([...known.parts, { start, end }])
    const [first] = known.parts
    const whole = first !== undefined && first.start === 0 && first.end >= size
    if (whole || known.parts.length > PIECES) this.#known.delete(key)
    return whole
  }
}

function joined(parts: { start: number; end: number }[]): { start: number; end: number }[] {
  const apart: { start: number; end: number }[] = []
  for (const part of parts.sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1)
    if (last !== undefined && part.start <= last.end) last.end = Math.max(last.end, part.end)
    else apart.push({ ...part })
  }
  return apart
}

const covering = new WeakMap<Domain, Coverage>()

export function coverage(domain: Domain): Coverage {
  let known = covering.get(domain)
  if (known === undefined) {
    known = new Coverage(domain.now)
    covering.set(domain, known)
  }
  return known
}
