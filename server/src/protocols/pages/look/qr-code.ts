import { qrCode as codeOf, QUIET } from '../../../domain/qr/code.ts'
import { qrBox, qrPath } from '../../../domain/qr/svg.ts'
import { type Html, html } from '../html.ts'

/** A picture of dark squares on white, whatever the theme: cameras do not read the opposite. */
export function qrCode(text: string, label: string): Html {
  const code = codeOf(text)
  return html`<svg class="qr" viewBox="${qrBox(code)}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect x="${-QUIET}" y="${-QUIET}" width="100%" height="100%" fill="#fff"/><path d="${qrPath(code)}" fill="#000"/></svg>`
}
