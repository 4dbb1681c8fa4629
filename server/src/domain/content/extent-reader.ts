import type { BlobReader } from '../../storage/blobs/blob-store.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { BLOCK, firstWrong } from './block-sums.ts'
import { BytesDiffer, readFault } from './damage.ts'
import type { Piece } from './open.ts'

const NOTHING = Buffer.alloc(0)

/**
 * Reads a part of an extent, and lets nothing pass that is not what was stored. A block of which only a part is
 * wanted is read whole, since it has one sum.
 */
export class ExtentReader implements BlobReader {
  readonly #fault: (error: unknown) => Promise<unknown>
  readonly #bytes: BlobReader
  readonly #piece: Piece
  /** The next byte of the extent that comes from the blob. */
  #position: number
  /** Bytes of a block that were read and checked, and are wanted, but found no room yet. */
  #rest: Uint8Array = NOTHING

  private constructor(
    bytes: BlobReader,
    piece: Piece,
    position: number,
    fault: (error: unknown) => Promise<unknown>,
  ) {
    this.#bytes = bytes
    this.#piece = piece
    this.#position = position
    this.#fault = fault
  }

  /** @throws Refusal `damaged` where the blob is missing or short. */
  static async open(domain: Domain, piece: Piece, content: ContentId | undefined): Promise<ExtentReader> {
    const { extent, from, to } = piece
    const fault = (error: unknown) => readFault(domain, extent.blob, content, error)
    const known = extent.sums !== ''
    const start = known ? from - (from % BLOCK) : from
    const end = known ? Math.min(extent.length, Math.ceil(to / BLOCK) * BLOCK) : to
    try {
      const range = { start: extent.start + start, end: extent.start + end }
      return new ExtentReader(await domain.blobs.read(extent.blob, range), piece, start, fault)
    } catch (error) {
      throw await fault(error)
    }
  }

  /** Bytes that are still to come. */
  get left(): number {
    return this.#rest.length + Math.max(0, this.#piece.to - Math.max(this.#position, this.#piece.from))
  }

  /** May stop short of the end where a block has no room left; gives at least a byte while there are any. */
  async read(into: Uint8Array): Promise<number> {
    if (this.#rest.length > 0) return this.#giveRest(into)
    const direct = this.#direct(into.length)
    if (direct > 0) {
      await this.#take(direct === into.length ? into : into.subarray(0, direct))
      return direct
    }
    if (this.left === 0) return 0
    const { extent, from, to } = this.#piece
    const start = this.#position
    const block = Buffer.allocUnsafeSlow(Math.min(BLOCK, extent.length - start))
    await this.#take(block)
    this.#rest = block.subarray(Math.max(0, from - start), Math.min(block.length, to - start))
    return this.#giveRest(into)
  }

  close(): Promise<void> {
    return this.#bytes.close()
  }

  #giveRest(into: Uint8Array): number {
    const taken = this.#rest.subarray(0, into.length)
    into.set(taken)
    this.#rest = taken.length === this.#rest.length ? NOTHING : this.#rest.subarray(taken.length)
    return taken.length
  }

  /** How many bytes can be read right to where they are wanted. */
  #direct(room: number): number {
    const { extent, from, to } = this.#piece
    const most = Math.min(room, to - this.#position)
    if (extent.sums === '' || most <= 0) return Math.max(0, most)
    if (this.#position < from) return 0
    return this.#position + most === extent.length ? most : most - (most % BLOCK)
  }

  async #take(into: Uint8Array): Promise<void> {
    const { sums } = this.#piece.extent
    try {
      const read = await this.#bytes.read(into)
      if (read !== into.length) throw new BytesDiffer('it is too short')
      const wrong = sums === '' ? undefined : firstWrong(into, this.#position, sums)
      if (wrong !== undefined) throw new BytesDiffer(`the block at ${wrong} of an extent has changed`)
    } catch (error) {
      throw await this.#fault(error)
    }
    this.#position += into.length
  }
}
