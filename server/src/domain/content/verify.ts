import { type Checksum, type ChecksumType, checksumType, isChecksumType } from '../../vocabulary/checksum.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** Which digests must be computed to verify what the sender claims. */
export const claimedTypes = (claims: readonly Checksum[]): ChecksumType[] =>
  claims.map(checksumType).filter(isChecksumType)

/**
 * @returns the claims that were verified, as they are stored; those of unknown type are dropped, since a wrong
 * one would make the file undownloadable for clients that check.
 * @throws Refusal `bad-checksum`.
 */
export function verify(claims: readonly Checksum[], digests: ReadonlyMap<ChecksumType, string>): Checksum[] {
  const verified: Checksum[] = []
  for (const claim of claims) {
    const type = checksumType(claim)
    if (!isChecksumType(type)) continue
    if (claim.slice(type.length + 1) !== digests.get(type))
      throw new Refusal('bad-checksum', 'checksum-differs', { facts: { type } })
    verified.push(claim)
  }
  return verified
}
