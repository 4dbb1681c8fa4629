import { create } from 'qrcode'
import { type Html, html } from '../html.ts'

/** Blank modules around the code: readers need four (ISO/IEC 18004 §6.3.8). */
const QUIET = 4

/** A picture of dark squares on white, whatever the theme: cameras do not read the opposite. */
export function qrCode(text: string, label: string): Html {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`
  const box = `${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`
  return html`<svg class="qr" viewBox="${box}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect x="${-QUIET}" y="${-QUIET}" width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
}
