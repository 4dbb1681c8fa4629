import type { Exchange } from '../exchange.ts'

export type Handler = (exchange: Exchange) => Promise<void>

/** What an address tree answers to each method; any other method is 501. */
export type Methods = Readonly<Record<string, Handler>>
