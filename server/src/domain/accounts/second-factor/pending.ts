import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import type { NewSession } from '../sessions/open.ts'
import { isKnownBrowser } from './browsers.ts'
import { isGuarded } from './factor.ts'
import { checkPasskey, type Site } from './passkey.ts'
import { isRecoveryCode, plainCode, spendCode } from './recovery.ts'
import { type Bound, isRequired } from './require.ts'
import { checkTotp } from './totp.ts'

export interface Entering {
  readonly person: Bound
  /** What the browser kept when it was remembered. */
  readonly browser?: string | undefined
  /** A passkey that verified its owner, or a provider that says so, stands for the second factor. */
  readonly vouched?: boolean
}

/** What the session is of somebody whose first proof was right: whole, or waiting for the second one. */
export async function stateOfEntering(
  domain: Domain,
  { person, browser, vouched = false }: Entering,
): Promise<Pick<NewSession, 'state'> & { factor: boolean }> {
  if (vouched) return { state: 'signed-in', factor: true }
  const waits = await domain.records.read(async (reader) =>
    (await isGuarded(reader, person.id))
      ? !(await isKnownBrowser(reader, domain, person.id, browser))
      : await isRequired(reader, person),
  )
  return { state: waits ? 'second-factor-pending' : 'signed-in', factor: false }
}

/** What somebody shows as the second proof. */
export type Shown =
  | { readonly code: string }
  /** @param response of the browser, as JSON. */
  | {
      readonly response: string
      readonly site: Site
      readonly what: 'second' | 'confirm'
      readonly binding: string
    }

/** @throws Refusal `not-signed-in` (`code-wrong`, `passkey-wrong`), `too-many`. */
export async function checkSecond(
  domain: Domain,
  person: PersonId,
  shown: Shown,
  place: string,
): Promise<void> {
  if ('response' in shown) {
    await checkPasskey(domain, shown, shown, person)
    return
  }
  const plain = plainCode(shown.code)
  if (isRecoveryCode(plain)) await spendCode(domain, person, plain, place)
  else await checkTotp(domain, person, plain, place)
}
