import type { Problem as Told } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import { underWay } from '../api/under-way.ts'
import { session } from '../session/session.ts'

type Outcome = { readonly id: number; readonly ok: boolean }
export type Success<O> = Extract<O, { ok: true }>
export interface Failure {
  readonly id: number
  readonly problem: Told
}

export interface Outcomes<O> {
  readonly done: readonly Success<O>[]
  readonly failed: readonly Failure[]
}

/** Does it to all of them, in slices of as many as the server takes at once; each succeeds or fails by itself. */
export async function eachOf<T, O extends Outcome>(
  below: string,
  items: readonly T[],
  body: (slice: readonly T[]) => unknown,
): Promise<Outcomes<O>> {
  const { atOnce } = session().limits
  const outcomes: O[] = []
  for (let at = 0; at < items.length; at += atOnce)
    outcomes.push(
      ...(await underWay(() => call<O[]>('POST', below, { body: body(items.slice(at, at + atOnce)) }))),
    )
  return {
    done: outcomes.filter((one): one is Success<O> => one.ok),
    failed: outcomes.filter(({ ok }) => !ok) as unknown as Failure[],
  }
}

/** Why some of many did not succeed; the first speaks for those that failed likewise. */
export const problemOf = ({ problem }: Failure): Problem => new Problem(problem)
