import { BlobSizeDiffers } from './blob-errors.ts'

/** A body that counts its bytes in passing, and fails where it is not as long as announced. */
export class CountedBody implements AsyncIterable<Uint8Array> {
  readonly #body: AsyncIterable<Uint8Array>
  readonly #announced: number | undefined
  total = 0

  constructor(body: AsyncIterable<Uint8Array>, announced: number | undefined) {
    this.#body = body
    this.#announced = announced
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const announced = this.#announced
    for await (const chunk of this.#body) {
      this.total += chunk.length
      if (announced !== undefined && this.total > announced) throw new BlobSizeDiffers(announced, this.total)
      yield chunk
    }
    if (announced !== undefined && this.total !== announced) throw new BlobSizeDiffers(announced, this.total)
  }
}
