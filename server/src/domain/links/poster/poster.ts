import { QUIET, qrCode } from '../../qr/code.ts'
import type { Font } from './font.ts'
import { type Bounds, type Fitted, fit } from './lines.ts'
import { Pdf, pdfText } from './pdf.ts'
import { Sheet, type TextLook } from './sheet.ts'
import { Typeface } from './typeface.ts'

export interface PosterText {
  /** As in `fr`. */
  readonly language: string
  readonly title: string
  readonly product: string
  /** How the code is used. */
  readonly lead: string
  /** What readers say in place of the code. */
  readonly code: string
  readonly addressLabel: string
  /** To be typed: short where there is a short one. */
  readonly shownAddress: string
  readonly password?: { readonly label: string; readonly value: string }
  /** Until when, as a sentence. */
  readonly end?: string
  readonly advice: string
}

/** Colours as `#rrggbb`, and the logo as circles (x, y, radius) above a base, in a square of 32. */
export interface PosterLook {
  readonly colours: Readonly<Record<'text' | 'quiet' | 'accent' | 'ground' | 'line', string>>
  readonly logo: {
    readonly circles: readonly (readonly [number, number, number])[]
    readonly base: {
      readonly left: number
      readonly right: number
      readonly top: number
      readonly bottom: number
    }
  }
}

const MM = 72 / 25.4
const [WIDTH, HEIGHT] = [210 * MM, 297 * MM]
const MARGIN = 18 * MM
const TEXT_WIDTH = WIDTH - 2 * MARGIN
const LARGEST_CODE = 122 * MM
/** Spaced, so that letters are not taken for others or two for one. */
const SPELLED = 0.3

/** What has to be typed is broken only where it must be. */
const ONE_LINE: readonly Bounds[] = [
  { largest: 28, smallest: 15, most: 1 },
  { largest: 18, smallest: 12, most: 3 },
]

const LEADING = 1.22

/** Lines of text below `top`. @returns where the next thing may begin. */
function write(sheet: Sheet, top: number, { size, lines }: Fitted, look: Omit<TextLook, 'size'>): number {
  for (const [i, line] of lines.entries())
    sheet.centred(line, top - size * (0.93 + i * LEADING), { ...look, size })
  return top - heightOf({ size, lines })
}

/** On one line each, and no French sign at the beginning or end of one without what it belongs to. */
const withoutLooseSigns = (text: string): string =>
  text
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ (?=[»:;?!])/g, '\u00a0')
    .replace(/(?<=«) /g, '\u00a0')

const heightOf = ({ size, lines }: Fitted): number => size * LEADING * lines.length

/**
 * An A4 page to hang on a wall or to stick into an exercise book: the code, what it leads to and how else one gets
 * there. The same wish makes the same bytes.
 * @param address what the code says.
 */
export function drawPoster(address: string, text: PosterText, look: PosterLook, font: Font): Buffer {
  const face = new Typeface(font)
  const sheet = new Sheet(WIDTH, HEIGHT, face)
  const clean = (one: string): string => face.shown(withoutLooseSigns(one)).trim()
  const title = clean(text.title) || clean(text.product)
  const set = (one: string, largest: number, smallest: number, most: number): Fitted =>
    fit(face, clean(one), TEXT_WIDTH, [{ largest, smallest, most }])
  const { colours } = look

  const end = text.end === undefined ? undefined : set(text.end, 16, 12, 2)
  const advice = set(text.advice, 11, 9, 2)
  const label = set(text.addressLabel, 14, 12, 2)
  const typed = fit(face, clean(text.shownAddress), TEXT_WIDTH, ONE_LINE)
  const password = text.password && {
    label: set(text.password.label, 14, 12, 1),
    value: fit(face, clean(text.password.value), TEXT_WIDTH - 14 * MM, ONE_LINE, SPELLED),
  }

  sheet.ornament(() => drawLogo(sheet, look, HEIGHT - 14 * MM))
  let top = HEIGHT - 30 * MM
  sheet.part({ role: 'P' }, () => {
    top = write(sheet, top, set(text.product, 13, 13, 1), { colour: colours.accent, bold: true })
  })
  top -= 7 * MM
  sheet.part({ role: 'H1' }, () => {
    top = write(sheet, top, set(title, 42, 24, 3), { colour: colours.text, bold: true })
  })
  top -= 2 * MM
  sheet.part({ role: 'P' }, () => {
    top = write(sheet, top, set(text.lead, 15, 12, 2), { colour: colours.quiet })
  })

  const box = password && heightOf(password.label) + heightOf(password.value) + 11 * MM
  const below =
    heightOf(label) +
    heightOf(typed) +
    3 * MM +
    (box === undefined ? 0 : box + 6 * MM) +
    (end === undefined ? 0 : heightOf(end) + 5 * MM)
  const floor = 13 * MM + heightOf(advice) + 5 * MM
  const free = top - floor - below
  const side = Math.min(LARGEST_CODE, free - 13 * MM)
  const gap = (free - side) / 2
  top -= gap * 0.9
  drawCode(sheet, address, { top, side }, text.code, colours.line)
  top -= side + gap * 0.7

  sheet.part({ role: 'P' }, () => {
    top = write(sheet, top, label, { colour: colours.quiet })
  })
  top -= 1 * MM
  sheet.part({ role: 'P' }, () => {
    top = write(sheet, top, typed, { colour: colours.accent, bold: true })
  })
  top -= 2 * MM
  if (password !== undefined && box !== undefined) {
    top -= 4 * MM
    const panel = { left: MARGIN, bottom: top - box, width: TEXT_WIDTH, height: box }
    sheet.ornament(() => sheet.panel(panel, 4 * MM, { fill: colours.ground }))
    let inside = top - 4.5 * MM
    sheet.part({ role: 'P' }, () => {
      inside = write(sheet, inside, password.label, { colour: colours.quiet })
    })
    inside -= 1 * MM
    const spacing = SPELLED * password.value.size
    sheet.part(
      { role: 'P' },
      () => void write(sheet, inside, password.value, { colour: colours.text, bold: true, spacing }),
    )
    top -= box + 2 * MM
  }
  if (end !== undefined) {
    top -= 4 * MM
    sheet.part({ role: 'P' }, () => void write(sheet, top, end, { colour: colours.text }))
  }
  sheet.part(
    { role: 'P' },
    () => void write(sheet, 13 * MM + heightOf(advice), advice, { colour: colours.quiet }),
  )
  return bind(sheet, face, title, text.language)
}

function drawLogo(sheet: Sheet, { colours, logo }: PosterLook, top: number): void {
  const scale = (15 * MM) / 32
  const left = (sheet.width - 32 * scale) / 2
  const up = (y: number): number => top - y * scale + 3 * MM
  for (const [x, y, radius] of logo.circles)
    sheet.circle(colours.accent, left + x * scale, up(y), radius * scale)
  const { base } = logo
  sheet.squares(colours.accent, [
    {
      left: left + base.left * scale,
      bottom: up(base.bottom),
      width: (base.right - base.left) * scale,
      height: (base.bottom - base.top) * scale,
    },
  ])
}

function drawCode(
  sheet: Sheet,
  address: string,
  { top, side }: { top: number; side: number },
  alternative: string,
  line: string,
): void {
  const code = qrCode(address)
  const unit = side / (code.size + 2 * QUIET)
  const box = { left: (sheet.width - side) / 2, bottom: top - side, width: side, height: side }
  sheet.ornament(() => sheet.panel(box, 5 * MM, { line }))
  sheet.part({ role: 'Figure', alternative, box }, () =>
    sheet.squares(
      '#000000',
      code.runs.map(({ row, column, length }) => ({
        left: box.left + (column + QUIET) * unit,
        bottom: top - (row + 1 + QUIET) * unit,
        width: length * unit,
        height: unit,
      })),
    ),
  )
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)

/** Without a date: nothing in it changes unless the poster does. */
const metadata = (
  title: string,
  language: string,
): string => `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>${escapeXml(language)}</rdf:li></rdf:Bag></dc:language></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

function bind(sheet: Sheet, face: Typeface, title: string, language: string): Buffer {
  const pdf = new Pdf()
  const pages = pdf.promise()
  const font = face.embed(pdf, 'NUAGEA+DejaVuSans')
  const { page, structure } = sheet.put(pdf, pages, font)
  pdf.put(pages, `<</Type/Pages/Kids[${page}]/Count 1>>`)
  const meta = pdf.addMetadata(metadata(title, language))
  const info = pdf.add(`<</Title ${pdfText(title)}>>`)
  const catalog = pdf.add(
    `<</Type/Catalog/Pages ${pages}/MarkInfo<</Marked true>>/Lang ${pdfText(language)}/StructTreeRoot ${structure}/ViewerPreferences<</DisplayDocTitle true>>/Metadata ${meta}>>`,
  )
  return pdf.write(catalog, info)
}
