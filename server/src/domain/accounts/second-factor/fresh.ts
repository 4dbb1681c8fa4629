import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import type { Session } from '../sessions/session.ts'

/** Seconds for which who was just asked for password or factor is not asked again. */
export const FRESH = 15 * 60

/** Whether whoever has a second factor has still to pass it here: a browser that was remembered. */
export const lacksFactor = ({ guarded, factor }: Pick<Session, 'guarded' | 'factor'>): boolean =>
  guarded && factor === null

export const isFresh = (domain: Domain, { confirmed }: Pick<Session, 'confirmed'>): boolean =>
  confirmed !== null && domain.now() / 1000 - confirmed <= FRESH

/**
 * What changes how an account is protected is done only by whoever proved a short while ago who they are: a browser
 * that was left open does not give the account away.
 * @throws Refusal `not-permitted`: `second-factor-first`, `confirm-first`.
 */
export function demandFresh(domain: Domain, session: Session): void {
  if (lacksFactor(session)) throw new Refusal('not-permitted', 'second-factor-first')
  if (!isFresh(domain, session)) throw new Refusal('not-permitted', 'confirm-first')
}
