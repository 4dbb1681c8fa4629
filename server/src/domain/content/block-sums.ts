import { crc32 } from 'node:zlib'

/** Bytes that one sum is of: a part of a file costs no more than this beside what was asked for. */
export const BLOCK = 256 * 1024
const DIGITS = 8

const digitsOf = (sum: number): string => sum.toString(16).padStart(DIGITS, '0')

/** CRC-32 of each block of a run of bytes, from its beginning, as eight hexadecimal digits each. */
export class BlockSums {
  #whole = ''
  #sum = 0
  #filled = 0

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const end = Math.min(bytes.length, at + BLOCK - this.#filled)
      this.#sum = crc32(bytes.subarray(at, end), this.#sum)
      this.#filled += end - at
      at = end
      if (this.#filled === BLOCK) this.#next()
    }
  }

  text(): string {
    if (this.#filled > 0) this.#next()
    return this.#whole
  }

  #next(): void {
    this.#whole += digitsOf(this.#sum)
    this.#sum = 0
    this.#filled = 0
  }
}

export function blockSums(bytes: Uint8Array): string {
  const sums = new BlockSums()
  sums.update(bytes)
  return sums.text()
}

/**
 * The first byte of a block that is not what the sums say.
 *
 * @param start where the bytes lie: at the beginning of a block
 */
export function firstWrong(bytes: Uint8Array, start: number, sums: string): number | undefined {
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const digits = ((start + at) / BLOCK) * DIGITS
    const block = bytes.length <= BLOCK ? bytes : bytes.subarray(at, at + BLOCK)
    if (Number.parseInt(sums.slice(digits, digits + DIGITS), 16) !== crc32(block)) return start + at
  }
  return undefined
}
