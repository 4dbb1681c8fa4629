import { qrCode } from '../../../domain/qr/code.ts'
import { qrPng } from '../../../domain/qr/png.ts'
import { qrSvg } from '../../../domain/qr/svg.ts'
import { contentDisposition } from '../../wire/content-disposition.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { addressOf, ofOwnLink } from './own.ts'

/** Pixels. */
const [SMALLEST, USUAL, LARGEST] = [128, 1024, 4096]

/** The code of a link as a picture that scales to any size. */
export const svgCode: Handler = ofOwnLink('/qr.svg', async (visit, link) =>
  sendFile(visit, 'image/svg+xml', `${link.name}.svg`, qrSvg(qrCode(addressOf(visit, link)))),
)

/** The same in pixels, `?size=` of a side. */
export const pngCode: Handler = ofOwnLink('/qr.png', async (visit, link, { query }) => {
  const wanted = Math.min(LARGEST, Math.max(SMALLEST, Number(query.get('size')) || USUAL))
  return sendFile(visit, 'image/png', `${link.name}.png`, qrPng(qrCode(addressOf(visit, link)), wanted))
})

export const sendFile = ({ reply }: Visit, type: string, name: string, body: string | Buffer) =>
  reply
    .header('content-type', type)
    .header('content-disposition', contentDisposition(name, 'inline'))
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('x-robots-tag', 'noindex, nofollow')
    .header('referrer-policy', 'no-referrer')
    .send(body)
