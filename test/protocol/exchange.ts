/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly request: AskedRequest
  readonly answer: Answer
}

export interface AskedRequest {
  readonly method: string
  /** The request target exactly as sent: still encoded, query included. */
  readonly path: string
  readonly headers: Headers
  /** Empty when the body was streamed: then nobody needs to read it again. */
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Unzipped when the answer came zipped. */
  readonly body: Buffer
}

/** Header fields in order of appearance; names keep their spelling, look-ups ignore it. */
export class Headers implements Iterable<readonly [string, string]> {
  readonly #fields: readonly (readonly [string, string])[]

  constructor(fields: readonly (readonly [string, string])[]) {
    this.#fields = fields
  }

  static from(fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[]): Headers {
    return new Headers(Array.isArray(fields) ? fields : Object.entries(fields as Record<string, string>))
  }

  /** The first value, or undefined. */
  get(name: string): string | undefined {
    return this.all(name)[0]
  }

  all(name: string): string[] {
    const wanted = name.toLowerCase()
    return this.#fields.filter(([field]) => field.toLowerCase() === wanted).map(([, value]) => value)
  }

  has(name: string): boolean {
    return this.all(name).length > 0
  }

  [Symbol.iterator](): Iterator<readonly [string, string]> {
    return this.#fields[Symbol.iterator]()
  }
}

/** The path without its query. */
export const pathOf = (request: AskedRequest): string => request.path.split('?', 1)[0]!

export const queryOf = (request: AskedRequest): URLSearchParams => {
  const start = request.path.indexOf('?')
  return new URLSearchParams(start < 0 ? '' : request.path.slice(start + 1))
}

export const textOf = (answer: Answer): string => answer.body.toString('utf8')
