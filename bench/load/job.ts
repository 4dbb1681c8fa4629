/** Bytes that can be told again from a number: see pattern.ts. */
export interface PatternPart {
  readonly seed: number
  readonly length: number
  /** Where in the seed's endless noise these bytes begin; 0 unless told. */
  readonly start?: number
}

export type Body =
  | { readonly text: string }
  /** `{i}` counts in what stands around it, too. */
  | { readonly pattern: PatternPart; readonly before?: string; readonly after?: string }

/** What the answer must be; anything else withdraws the figure. */
export interface Expectation {
  readonly status: readonly number[]
  /** The body is exactly these bytes. */
  readonly pattern?: PatternPart
  /** The body is a complete multistatus of this many responses. */
  readonly entries?: number
  /** The body holds each of these. */
  readonly includes?: readonly string[]
  /** How often a text occurs in the body. */
  readonly occurrences?: { readonly text: string; readonly count: number }
  /** The body is compressed with gzip, and must be. */
  readonly gzip?: boolean
}

/**
 * One request, or `repeat` of them: `{i}` in the path and in header values counts from `from`, and a pattern's seed
 * counts with it.
 */
export interface Ask {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Body
  readonly expect: Expectation
  readonly repeat?: number
  readonly from?: number
}

export interface Job {
  readonly port: number
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>
  readonly asks: readonly Ask[]
  /** Connections, each with one request under way. */
  readonly concurrency: number
  /** Milliseconds between the starts of requests; none: as fast as answers come. */
  readonly every?: number
  /** Whoever has not answered by then is given up. */
  readonly limitSeconds?: number
}

export interface Outcome {
  readonly seconds: number
  /** Of bodies, both ways. */
  readonly bytes: number
  /** Milliseconds from the first byte sent to the last byte received, for each request. */
  readonly waits: number[]
  readonly failures: string[]
}

export type ToWorker =
  | { readonly id: number; readonly job: Job }
  | { readonly id: number; readonly stop: true }
export type FromWorker = { readonly id: number; readonly outcome: Outcome }
