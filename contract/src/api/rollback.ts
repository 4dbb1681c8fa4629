import { type Static, Type } from 'typebox'
import { Count, Id, named, oneOf, orNull, Seconds } from './shape.ts'

export const RollBack = named('RollBack', {
  folder: Id,
  /** As it was when this second began. */
  at: Seconds,
  dryRun: Type.Optional(Type.Boolean()),
})

/** What a roll back does, or did. */
export const RolledBack = named('RolledBack', {
  moved: Count,
  reverted: Count,
  restored: Count,
  remade: Count,
  removed: Count,
  lost: Type.Array(named('Lost', { path: Type.String(), why: Type.String() })),
})
export type RolledBack = Static<typeof RolledBack>

export const Job = named('Job', {
  id: Id,
  kind: oneOf(['roll-back']),
  state: oneOf(['running', 'done', 'failed']),
  done: Count,
  total: Count,
  started: Seconds,
  result: orNull(RolledBack),
})
export type Job = Static<typeof Job>

export const RollBackAnswer = named('RollBackAnswer', {
  preview: Type.Optional(RolledBack),
  job: Type.Optional(Job),
})
export type RollBackAnswer = Static<typeof RollBackAnswer>
