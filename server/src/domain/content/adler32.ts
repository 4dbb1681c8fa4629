const MODULUS = 65_521
/** The most bytes that can be summed before the sums must be reduced to stay exact. */
const STRIDE = 3_800

/** Adler-32 (RFC 1950 §8.2), which some sync tools send as a checksum. */
export function adler32(): { update(chunk: Uint8Array): void; hex(): string } {
  let a = 1
  let b = 0
  return {
    update(chunk) {
      for (let i = 0; i < chunk.length; ) {
        const end = Math.min(i + STRIDE, chunk.length)
        for (; i < end; i++) {
          a += chunk[i]!
          b += a
        }
        a %= MODULUS
        b %= MODULUS
      }
    },
    hex: () => (b * 65_536 + a).toString(16).padStart(8, '0'),
  }
}
