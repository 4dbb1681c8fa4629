/** One of so many equal parts of the sorted values; 0 of none. @param part from 0 to 1 */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Milliseconds that requests took, by what else was going on and by kind. */
export class Latencies {
  readonly #values = new Map<string, number[]>()
  /** What else is going on. */
  meanwhile = ''

  add(kind: string, milliseconds: number): void {
    const key = `${this.meanwhile}\0${kind}`
    const values = this.#values.get(key)
    if (values === undefined) this.#values.set(key, [milliseconds])
    else values.push(milliseconds)
  }

  of(meanwhile: string, kind: string): readonly number[] {
    return this.#values.get(`${meanwhile}\0${kind}`) ?? []
  }

  kinds(): string[] {
    return [...new Set([...this.#values.keys()].map((key) => key.split('\0')[1]!))].sort()
  }

  count(): number {
    return [...this.#values.values()].reduce((sum, values) => sum + values.length, 0)
  }

  /** Rows of a table: kind, how many, and milliseconds of the middle one, of 95 and 99 in a hundred, of the slowest. */
  rows(meanwhile: string): (string | number)[][] {
    return this.kinds().map((kind) => {
      const values = this.of(meanwhile, kind)
      const [middle, p95, p99, most] = [0.5, 0.95, 0.99, 1].map((part) => percentile(values, part).toFixed(1))
      return [kind, values.length, middle!, p95!, p99!, most!]
    })
  }
}
