import type { FastifyReply } from 'fastify'
import type { Fields } from './fields.ts'
import type { Visit } from './visit.ts'

/** @param fields what a form sent; empty unless it was a POST. */
export type Handler = (
  visit: Visit,
  fields: Fields,
  query: Fields,
  parameters: Readonly<Record<string, string>>,
) => Promise<FastifyReply>

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Served also below `/index.php`. */
  readonly path: string
  readonly handler: Handler
  /** For people without an account: no cookie is set but those the handler sets itself. */
  readonly outside?: true
  /** The body is left on the line, for a form with files of any length. */
  readonly streamed?: true
}
