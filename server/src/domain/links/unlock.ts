import type { LinkVisitor } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { matchesHash } from '../accounts/passwords/hash.ts'
import { isTooLong, remember, sealed, wasRemembered } from '../accounts/passwords/verify.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { countLinkGuess, type Guarded } from './throttle.ts'

/** A link with a password. */
export interface Locked extends Guarded {
  /** The hash of it. */
  readonly password: string
}

const wrong = (): Refusal => new Refusal('not-signed-in', 'link-password-wrong')

const guessing = new Map<string, Promise<boolean>>()

/**
 * Whether this is the password of a link. Scripts send it with every request, and a class sends it from one address
 * at the same moment: that costs one hash a minute.
 * @throws Refusal `not-signed-in` (`link-password-wrong`), `too-many`, `busy`.
 */
export async function demandLinkPassword(
  domain: Domain,
  visitor: Pick<LinkVisitor, 'share' | 'root' | 'place'>,
  link: Locked,
  password: string,
): Promise<void> {
  if (password === '' || isTooLong(password)) throw wrong()
  const right = sealed(domain, `link ${link.share}`, link.password, password)
  if (wasRemembered(domain, right)) return
  const key = `${right} ${visitor.place ?? ''}`
  let guess = guessing.get(key)
  if (guess === undefined) {
    guess = countAndCheck(domain, visitor, link, password).finally(() => guessing.delete(key))
    guessing.set(key, guess)
  }
  if (!(await guess)) throw wrong()
  remember(right, domain.now())
}

async function countAndCheck(
  domain: Domain,
  visitor: Pick<LinkVisitor, 'share' | 'root' | 'place'>,
  link: Locked,
  password: string,
): Promise<boolean> {
  const wasRight = await countLinkGuess(domain, link, visitor.place ?? '')
  const matches = await matchesHash(link.password, password)
  if (matches) await wasRight()
  const actor = { kind: 'link-visitor', permissions: 0, ...visitor } as const
  const verb = matches ? 'link.unlock' : 'link.unlock-failed'
  await domain.records.write([], (writer) =>
    audit(writer, domain, actor, { verb, subject: String(link.share) }),
  )
  return matches
}
