import jsqr from 'jsqr'
import sharp from 'sharp'

// Its types tell of a module with a default export; it is the function itself.
const decode = jsqr as unknown as typeof jsqr.default

/** What the QR code says that is somewhere in a picture; undefined when none is found. */
export async function readCode(picture: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return readPixels({ pixels: data, width: info.width, height: info.height })
}

/** The same, from four bytes a pixel. */
export const readPixels = (shown: {
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}): string | undefined => decode(new Uint8ClampedArray(shown.pixels), shown.width, shown.height)?.data
