import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { countLinkGuess } from '../links/throttle.ts'
import { codeOf, isSecret, typedCode } from './code.ts'
import { findReceipt, type Receipt } from './receipt.ts'

const SHARE = 'SELECT share FROM link WHERE token = ?'

const missing = (): Refusal => new Refusal('not-found', 'receipt-missing')

/** Codes are counted beside the passwords of the same link, and not among them. */
const RECEIPTS = -1

/**
 * The receipt to a code that somebody typed, or to the secret of a deposit's own page. The code is proof enough: a
 * receipt is still true when the link has ended or asks for another password.
 * @param place the address that asks.
 * @throws Refusal `not-found`, `too-many`.
 */
export async function checkReceipt(
  domain: Domain,
  token: string,
  proof: { readonly typed: string } | { readonly secret: string },
  place: string,
): Promise<Receipt> {
  const link = await domain.records.get<{ share: number }>(SHARE, token)
  if (link === undefined) throw missing()
  if ('secret' in proof) {
    // As long as a key: there is nothing to guess.
    const receipt = isSecret(proof.secret) && (await read(domain, link.share, codeOf(domain, proof.secret)))
    if (!receipt) throw missing()
    return receipt
  }
  const wasRight = await countLinkGuess(domain, { share: link.share, revision: RECEIPTS }, place)
  const code = typedCode(proof.typed)
  const receipt = code === undefined ? undefined : await read(domain, link.share, code)
  if (receipt === undefined) throw missing()
  await wasRight()
  return receipt
}

const read = (domain: Domain, share: number, code: string): Promise<Receipt | undefined> =>
  domain.records.read((reader) => findReceipt(reader, domain, share, code))
