import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import sharp from 'sharp'
import { openImage } from './image.ts'
import { type Canvas, rawCanvas } from './write.ts'

interface HeifImage {
  get_width(): number
  get_height(): number
  display(
    into: { data: Uint8ClampedArray; width: number; height: number },
    done: (shown: { data: Uint8ClampedArray } | null) => void,
  ): void
}

interface LibHeif {
  HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] }
}

let library: LibHeif | undefined

/** Its pixels are all in memory at once. */
const MOST_PIXELS = 80_000_000

/** The format of many phones. sharp decodes the kind that holds AV1 but not HEVC, whose patents forbid it. */
export async function openHeic(file: string): Promise<Canvas> {
  const { compression } = await sharp(file).metadata()
  if (compression === 'av1') return await openImage(file)
  library ??= createRequire(import.meta.url)('libheif-js/wasm-bundle.js') as LibHeif
  const [image] = new library.HeifDecoder().decode(await readFile(file))
  if (image === undefined) throw new Error('there is no picture in it')
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height > MOST_PIXELS) throw new Error(`${width} × ${height} pixels are too many`)
  const shown = await new Promise<Uint8ClampedArray>((resolve, reject) => {
    const data = new Uint8ClampedArray(width * height * 4)
    image.display({ data, width, height }, (done) =>
      done === null ? reject(new Error('it cannot be decoded')) : resolve(done.data),
    )
  })
  return rawCanvas(new Uint8Array(shown.buffer), width, height, false)
}
