import type { Static, TSchema } from '@nuage/contract/schema'
import type { Language } from '@nuage/contract/words'
import type { Domain } from '../../domain/domain.ts'
import type { Hold } from '../../domain/locks/lock.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { Authenticated } from '../wire/authenticate.ts'
import type { Log } from './problem.ts'

type NamesIn<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** What `{…}` in a path stands for: a number, but for sessions. */
export type PathValues<Path> = {
  readonly [Name in NamesIn<Path>]: Name extends 'session' ? string : number
}

/** One request, read, checked and authenticated. */
export interface Call<Path = unknown, Query = unknown, Body = unknown> {
  readonly domain: Domain
  readonly actor: Member
  readonly caller: Authenticated
  readonly language: Language
  readonly log: Log
  /** The address of the instance, without a slash at its end. */
  readonly base: string
  readonly path: Path
  readonly query: Query
  readonly body: Body
  /** What passes locks: one's own, and no others. */
  readonly hold: Hold
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Spec<Path extends string, Query extends TSchema, Body extends TSchema, Answer extends TSchema> {
  readonly method: Method
  /** Below `/api/v1`, such as `/folders/{id}`. */
  readonly path: Path
  /** One line for whoever reads the description of the API. */
  readonly summary: string
  /** `session`: only in a browser, not with an app password. */
  readonly access?: 'member' | 'session'
  readonly query?: Query
  readonly body?: Body
  /** Absent: 204 and nothing. */
  readonly answer?: Answer
  /** Of a success; 200, or 204 without an answer. */
  readonly status?: 201 | 202
  handle(call: Call<PathValues<Path>, Static<Query>, Static<Body>>): Promise<Static<Answer>> | Static<Answer>
}

/** A route as the plug-in and the description of the API see it. */
export interface Route {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly access: 'member' | 'session'
  readonly query: TSchema | undefined
  readonly body: TSchema | undefined
  readonly answer: TSchema | undefined
  readonly status: number
  handle(call: Call): Promise<unknown>
}

/** The types of what is handled and answered follow from the schemas. */
export function route<
  const Path extends string,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Answer extends TSchema = TSchema,
>(spec: Spec<Path, Query, Body, Answer>): Route {
  const { method, path, summary, query, body, answer } = spec
  return {
    ...{ method, path, summary, query, body, answer },
    access: spec.access ?? 'member',
    status: spec.status ?? (answer === undefined ? 204 : 200),
    handle: async (call) => await spec.handle(call as Call<PathValues<Path>, Static<Query>, Static<Body>>),
  }
}
