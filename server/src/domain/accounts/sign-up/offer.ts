import type { Academy } from '../../academies/academy.ts'
import { domainOf } from '../../academies/find-by-address.ts'
import { openAcademies } from '../../academies/list.ts'
import type { Domain } from '../../domain.ts'

/** Whether anybody may make an account with an address: some domain lets them, and letters go out. */
export async function offersSignUp(domain: Domain): Promise<boolean> {
  if (domain.postman === undefined) return false
  return (await openAcademies(domain)).some(({ domains }) => domains.some(({ signUp }) => signUp))
}

/** The academy whose people make accounts with such addresses. */
export function academyFor(academies: readonly Academy[], address: string): Academy | undefined {
  const name = domainOf(address)
  return academies.find(
    ({ enabled, domains }) => enabled && domains.some(({ domain, signUp }) => signUp && domain === name),
  )
}
