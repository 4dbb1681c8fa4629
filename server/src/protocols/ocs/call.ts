import type { IncomingHttpHeaders } from 'node:http'
import type { Language } from '@nuage/contract/words'
import type { Domain } from '../../domain/domain.ts'
import type { Refusal } from '../../vocabulary/refusal.ts'
import type { Authenticated } from '../wire/authenticate.ts'
import type { Parameters } from '../wire/parameters.ts'
import type { Version } from './status.ts'

/** One request to the API, read and authenticated. */
export interface OcsCall {
  readonly domain: Domain
  readonly version: Version
  readonly headers: IncomingHttpHeaders
  /** The address of whoever asks. */
  readonly place: string
  /** The instance's own URL, without a slash at its end. */
  readonly base: string
  readonly language: Language
  /** What `{…}` in the route's path stands for, decoded. */
  readonly path: Readonly<Record<string, string>>
  /** Query, form and JSON in one (ocs.md §1.2). */
  readonly parameters: Parameters
}

/** A call whose sender is known. */
export interface MemberCall extends OcsCall {
  readonly caller: Authenticated
}

export interface OcsAnswer {
  /** No data is `[]`, also where an object would be natural. */
  readonly data: unknown
  /** Another success than the usual one, such as 201. */
  readonly code?: number
  readonly totalItems?: number
  readonly itemsPerPage?: number
  /** Answered 304 to whoever has this already. Without quotes. */
  readonly etag?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Answered 304, whatever the client has. */
  readonly unchanged?: true
  /** Answered with this status and not a word, in both versions. */
  readonly bare?: number
}

interface RouteBase {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/ocs/v1.php` and `/ocs/v2.php`, such as `/cloud/users/{id}`. */
  readonly path: string
}

export type OcsRoute =
  | (RouteBase & {
      /** Whoever asks proves it to the route itself, by something that opens nothing else. */
      readonly access: 'ticket'
      handle(call: OcsCall): Promise<OcsAnswer> | OcsAnswer
    })
  | (RouteBase & {
      readonly access: 'anyone'
      handle(call: OcsCall & { caller: Authenticated | undefined }): Promise<OcsAnswer> | OcsAnswer
    })
  | (RouteBase & {
      readonly access: 'member'
      handle(call: MemberCall): Promise<OcsAnswer> | OcsAnswer
    })

/** A failure with a code of the API's own. */
export class OcsFault extends Error {
  readonly code: number
  readonly facts: Readonly<Record<string, string | number>>
  /** A key below `ocs` of the catalogues; empty for an empty message. */
  readonly key: string

  constructor(code: number, key: string, facts: Readonly<Record<string, string | number>> = {}) {
    super(`ocs ${code}: ${key}`)
    this.name = 'OcsFault'
    this.code = code
    this.key = key
    this.facts = facts
  }
}

/** A refusal of the domain under a number of its own: some calls number their failures (ocs.md §4.2). */
export class CodedRefusal extends Error {
  readonly code: number
  readonly refusal: Refusal

  constructor(code: number, refusal: Refusal) {
    super(`ocs ${code}: ${refusal.reason}`, { cause: refusal })
    this.name = 'CodedRefusal'
    this.code = code
    this.refusal = refusal
  }
}

export const NOTHING: OcsAnswer = { data: [] }

export const answer = (data: unknown): OcsAnswer => ({ data })
