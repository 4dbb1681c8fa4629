import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** An object that has these fields and no others, known by a name in the description of the API. */
export const named = <P extends TProperties>(title: string, properties: P): TObject<P> =>
  Type.Object(properties, { title, additionalProperties: false })

/** Below 2⁵³. */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** Seconds since 1970. */
export const Seconds = Type.Integer({ description: 'Seconds since 1970' })
export const Bytes = Type.Integer({ minimum: 0, description: 'Bytes' })
export const Count = Type.Integer({ minimum: 0 })

/** So many things are acted on by one request. */
export const MOST_AT_ONCE = 1_000
/** So many stand on one page at most, and when nothing is said. */
export const LONGEST_PAGE = 200
export const USUAL_PAGE = 50

export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const oneOf = <T extends readonly string[]>(values: readonly [...T]) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values] }))

/** Which page of a list. */
export const Paging = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_PAGE })),
    after: Type.Optional(Type.String({ maxLength: 64, description: '`next` of the page before' })),
  },
  { additionalProperties: false },
)

/** One page of a list; `next` is absent on the last. */
export const page = <T extends TSchema>(title: string, entry: T) =>
  named(title, { entries: Type.Array(entry), next: Type.Optional(Type.String()) })

export const PersonRef = named('PersonRef', { id: Type.String(), name: Type.String() })
export type PersonRef = Static<typeof PersonRef>

/** What went wrong (RFC 9457). `title` is for people, in their language. */
export const Problem = named('Problem', {
  type: Type.String(),
  status: Type.Integer(),
  title: Type.String(),
  kind: Type.String(),
  reason: Type.String(),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  retryAfter: Type.Optional(Type.Integer({ description: 'Seconds' })),
})
export type Problem = Static<typeof Problem>

/** What became of one of many, in the order they were named in. */
export const outcome = <P extends TProperties>(title: string, success: P) =>
  Type.Union(
    [
      Type.Object(
        { id: Type.Integer(), ok: Type.Literal(true), ...success },
        { additionalProperties: false },
      ),
      Type.Object(
        { id: Type.Integer(), ok: Type.Literal(false), problem: Problem },
        { additionalProperties: false },
      ),
    ],
    { title },
  )
