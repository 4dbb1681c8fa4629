import type { Failure } from './row.ts'

/** The server took the request and said no. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`refused with ${status}`)
    this.name = 'Refused'
    this.status = status
  }
}

/** The bytes cannot be read any more, or are not those that were chosen. */
export class FileChanged extends Error {
  constructor() {
    super('the file has changed')
    this.name = 'FileChanged'
  }
}

/**
 * - again: something there is not as it was when the server was asked; it has to be asked again
 * - unsure: likewise, and the file may have arrived all the same
 * - line: a server that is busy, or is being started
 */
export type Consequence = 'again' | 'unsure' | 'line' | 'session' | Failure

/** What an answer of DAV means for a file. */
export function consequenceOf(status: number): Consequence {
  switch (status) {
    case 401:
      return 'session'
    case 404:
      return 'unsure'
    case 409:
    case 412:
      return 'again'
    case 403:
      return { kind: 'rights' }
    case 415:
      return { kind: 'infected' }
    case 423:
      return { kind: 'locked' }
    case 507:
      return { kind: 'room' }
    case 429:
    case 502:
    case 503:
    case 504:
      return 'line'
    default:
      return status >= 500 ? 'unsure' : { kind: 'refused' }
  }
}

export const isFine = (status: number): boolean => status >= 200 && status < 300
