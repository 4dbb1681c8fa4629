import type { Readable } from 'node:stream'
import type { PreviewKind } from './kind.ts'
import type { Variant } from './variant.ts'

export interface Picture extends Variant {
  readonly mime: string
  readonly bytes: Buffer
}

/** The bytes of a file, of which only what is needed is asked for. */
export interface Source {
  readonly size: number
  /** Bytes `start` up to, not including, `end`. */
  open(range: { start: number; end: number }): Promise<Readable>
}

/** Pixels of the longer side of a page that is shown. */
export const PAGE_SIZE = 1600

export interface PageWish {
  /** From 1. */
  readonly number: number
  /** Laid over it, so that a picture tells where it was taken from. */
  readonly mark?: string
}

export interface DrawnPage {
  readonly mime: string
  readonly bytes: Buffer
  /** How many there are. */
  readonly pages: number
}

/** Draws files, away from whoever asks and within limits of memory and time. */
export interface Renderer {
  /** What can be drawn with the programs that are there. */
  readonly kinds: ReadonlySet<PreviewKind>
  /** Another one may succeed where this one failed. */
  readonly revision: string
  /**
   * @returns the wanted pictures, in their order.
   * @throws Unrenderable; Refusal `busy` when too much is waiting already or the server ends.
   */
  draw(kind: PreviewKind, source: Source, wanted: readonly Variant[]): Promise<Picture[]>
  /**
   * One page to read, at most {@link PAGE_SIZE} pixels long; a picture is one page.
   * @throws Unrenderable, also when there is no such page; Refusal `busy`.
   */
  drawPage(kind: 'pdf' | 'image', source: Source, wish: PageWish): Promise<DrawnPage>
  /** All pages of an office file. @throws Unrenderable; Refusal `busy`. */
  toPdf(kind: PreviewKind, source: Source): Promise<Buffer>
  /**
   * A square PNG with one or two letters on a colour.
   * @param colour any whole number: the same one gives the same colour.
   * @param size pixels.
   */
  drawInitials(letters: string, colour: number, size: number, dark: boolean): Promise<Buffer>
  close(): Promise<void>
}

/** A file of which no picture can be made. */
export class Unrenderable extends Error {
  override readonly name = 'Unrenderable'
  /** False when it took too much time or memory: at another hour it may pass. */
  readonly forGood: boolean

  constructor(message: string, forGood: boolean) {
    super(message)
    this.forGood = forGood
  }
}

/** For a house that draws nothing, such as that of a command. */
export const NO_RENDERER: Renderer = {
  kinds: new Set(),
  revision: '',
  draw: () => Promise.reject(new Unrenderable('nothing is drawn here', false)),
  drawPage: () => Promise.reject(new Unrenderable('nothing is drawn here', false)),
  toPdf: () => Promise.reject(new Unrenderable('nothing is drawn here', false)),
  drawInitials: () => Promise.reject(new Unrenderable('nothing is drawn here', false)),
  close: async () => {},
}
