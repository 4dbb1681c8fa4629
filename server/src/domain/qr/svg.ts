import { type QrCode, QUIET } from './code.ts'

/** The dark squares as one path, in units of a module. */
export const qrPath = ({ runs }: QrCode): string =>
  runs.map(({ row, column, length }) => `M${column} ${row}h${length}v1h-${length}z`).join('')

/** Left, top, width and height with the blank around. */
export const qrBox = ({ size }: QrCode): string =>
  `${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`

/** A file of its own: it scales to any size. */
export const qrSvg = (code: QrCode): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${qrBox(code)}" width="512" height="512" shape-rendering="crispEdges">` +
  `<path fill="#fff" d="M${-QUIET} ${-QUIET}h${code.size + 2 * QUIET}v${code.size + 2 * QUIET}H${-QUIET}z"/>` +
  `<path d="${qrPath(code)}"/></svg>\n`
