import type { Exchange } from '../protocol/exchange.ts'

/**
 * Reads one answer as a client does.
 * @returns what would make that client fail, in words; empty when it is content or not concerned.
 */
export type Acceptor = (exchange: Exchange) => string[]

/** Gathers faults, so that a rule reads as one line. */
export class Faults {
  readonly list: string[] = []

  /** Notes the fault unless the rule holds. */
  unless(holds: boolean, fault: string): boolean {
    if (!holds) this.list.push(fault)
    return holds
  }
}

export const isInteger = (value: string): boolean => /^-?(?:0|[1-9]\d*)$/.test(value)

export const isHttpDate = (value: string): boolean =>
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(
    value,
  ) && new Date(value).toUTCString() === value

/** Strong, quoted, ASCII, short, and free of what the desktop strips from tags (webdav.md §9.2). */
export const isEtag = (value: string): boolean =>
  /^"[\x21\x23-\x5b\x5d-\x7e]{1,40}"$/.test(value) && !value.includes('-gzip')

export const isFileId = (value: string): boolean => /^\d{8,}[a-z][a-z0-9]{11}$/.test(value)
