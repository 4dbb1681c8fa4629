import { pdfNumber as n, type Pdf, pdfText, type Ref } from './pdf.ts'
import type { Typeface } from './typeface.ts'

/** What a part of the page is, for readers that speak it (ISO 32000-2 §14.8.4). */
export type Role = 'H1' | 'P' | 'Figure'

export interface Box {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

export interface TextLook {
  /** Points. */
  readonly size: number
  /** `#rrggbb`. */
  readonly colour: string
  readonly bold?: boolean
  /** Points after each character. */
  readonly spacing?: number
}

interface Part {
  readonly role: Role
  readonly alternative?: string
  readonly box?: Box
}

/** Fonts without a bold cut are drawn with their outlines, this share of the size wide. */
const BOLD = 0.035
/** A circle by four curves: how far their handles reach. */
const HANDLE = 0.5523

/** One page: what is drawn on it, and what that means. Points, from the lower left corner. */
export class Sheet {
  readonly width: number
  readonly height: number
  readonly #face: Typeface
  readonly #drawn: string[] = []
  readonly #parts: Part[] = []

  constructor(width: number, height: number, face: Typeface) {
    this.width = width
    this.height = height
    this.#face = face
  }

  /** What is drawn meanwhile is one part of the document. */
  part(part: Part, draw: () => void): void {
    this.#drawn.push(`/${part.role} <</MCID ${this.#parts.length}>> BDC`)
    this.#parts.push(part)
    draw()
    this.#drawn.push('EMC')
  }

  /** What is drawn meanwhile is there for the eye alone. */
  ornament(draw: () => void): void {
    this.#drawn.push('/Artifact BMC')
    draw()
    this.#drawn.push('EMC')
  }

  /** A line of text about the middle of the page. @param bottom of its letters, without those that hang below. */
  centred(text: string, bottom: number, look: TextLook): void {
    const spacing = look.spacing ?? 0
    // The last letter is followed by nothing that would need the space.
    const left = (this.width - this.#face.widthOf(text, look.size, spacing) + spacing) / 2
    const colour = colourOf(look.colour)
    const weight = look.bold ? `2 Tr ${n(look.size * BOLD)} w ${colour} RG` : '0 Tr'
    this.#drawn.push(
      `q BT /F1 ${n(look.size)} Tf ${n(spacing)} Tc ${weight} ${colour} rg ${n(left)} ${n(bottom)} Td ${this.#face.set(text)} Tj ET Q`,
    )
  }

  squares(colour: string, squares: readonly Box[]): void {
    const paths = squares.map((box) => `${n(box.left)} ${n(box.bottom)} ${n(box.width)} ${n(box.height)} re`)
    this.#drawn.push(`q ${colourOf(colour)} rg`, ...paths, 'f Q')
  }

  circle(colour: string, x: number, y: number, radius: number): void {
    const [r, h] = [radius, radius * HANDLE]
    const curve = (...values: number[]): string => `${values.map(n).join(' ')} c`
    this.#drawn.push(
      `q ${colourOf(colour)} rg ${n(x + r)} ${n(y)} m`,
      curve(x + r, y + h, x + h, y + r, x, y + r),
      curve(x - h, y + r, x - r, y + h, x - r, y),
      curve(x - r, y - h, x - h, y - r, x, y - r),
      curve(x + h, y - r, x + r, y - h, x + r, y),
      'f Q',
    )
  }

  /** A box with round corners, filled or as a line. */
  panel(box: Box, radius: number, paint: { fill?: string; line?: string }): void {
    const { left: l, bottom: b } = box
    const [r, t] = [l + box.width, b + box.height]
    const k = radius * (1 - HANDLE)
    const numbers = (...values: number[]): string => values.map(n).join(' ')
    const path = [
      `${numbers(l + radius, b)} m ${numbers(r - radius, b)} l ${numbers(r - k, b, r, b + k, r, b + radius)} c`,
      `${numbers(r, t - radius)} l ${numbers(r, t - k, r - k, t, r - radius, t)} c`,
      `${numbers(l + radius, t)} l ${numbers(l + k, t, l, t - k, l, t - radius)} c`,
      `${numbers(l, b + radius)} l ${numbers(l, b + k, l + k, b, l + radius, b)} c h`,
    ].join(' ')
    if (paint.fill !== undefined) this.#drawn.push(`q ${colourOf(paint.fill)} rg ${path} f Q`)
    if (paint.line !== undefined) this.#drawn.push(`q ${colourOf(paint.line)} RG 1 w ${path} S Q`)
  }

  /** @returns the page, and the root of what its parts are. */
  put(pdf: Pdf, pages: Ref, font: Ref): { page: Ref; structure: Ref } {
    const contents = pdf.addStream(Buffer.from(this.#drawn.join('\n'), 'latin1'))
    const page = pdf.add(
      `<</Type/Page/Parent ${pages}/MediaBox[0 0 ${n(this.width)} ${n(this.height)}]/Resources<</Font<</F1 ${font}>>>>/Contents ${contents}/StructParents 0/Tabs/S>>`,
    )
    const structure = pdf.promise()
    const document = pdf.promise()
    const elements = this.#parts.map((part, at) =>
      pdf.add(
        `<</Type/StructElem/S/${part.role}/P ${document}/Pg ${page}/K ${at}${part.alternative === undefined ? '' : `/Alt ${pdfText(part.alternative)}`}${part.box === undefined ? '' : placement(part.box)}>>`,
      ),
    )
    pdf.put(document, `<</Type/StructElem/S/Document/P ${structure}/K[${elements.join(' ')}]>>`)
    pdf.put(
      structure,
      `<</Type/StructTreeRoot/K ${document}/ParentTree<</Nums[0[${elements.join(' ')}]]>>/ParentTreeNextKey 1>>`,
    )
    return { page, structure }
  }
}

const placement = ({ left, bottom, width, height }: Box): string =>
  `/A<</O/Layout/Placement/Block/BBox[${[left, bottom, left + width, bottom + height].map(n).join(' ')}]>>`

const colourOf = (hex: string): string =>
  [1, 3, 5].map((at) => n(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(' ')
