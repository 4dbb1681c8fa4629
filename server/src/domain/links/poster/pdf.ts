import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** The number of an object, as others refer to it. */
export type Ref = string & { readonly __ref: never }

/** A text string in UTF-16, which every reader understands (ISO 32000-2 §7.9.2.2). */
export const pdfText = (text: string): string =>
  `<FEFF${Buffer.from(text.toWellFormed(), 'utf16le').swap16().toString('hex').toUpperCase()}>`

/** At most three decimals, never an exponent. */
export const pdfNumber = (value: number): string => String(Math.round(value * 1000) / 1000)

/** The objects of a document, in the order in which they were promised. The same objects make the same bytes. */
export class Pdf {
  readonly #bodies: (Buffer | undefined)[] = []

  /** A number to refer to before the object is there. */
  promise(): Ref {
    this.#bodies.push(undefined)
    return `${this.#bodies.length} 0 R` as Ref
  }

  put(ref: Ref, body: string | Buffer): Ref {
    this.#bodies[Number.parseInt(ref, 10) - 1] = Buffer.from(body as string, 'latin1')
    return ref
  }

  add(body: string): Ref {
    return this.put(this.promise(), body)
  }

  /** @param entries further entries of its dictionary. */
  addStream(content: Buffer, entries = ''): Ref {
    const packed = deflateSync(content, { level: 9 })
    const head = `<</Length ${packed.length}/Filter/FlateDecode${entries}>>\nstream\n`
    return this.put(
      this.promise(),
      Buffer.concat([Buffer.from(head, 'latin1'), packed, Buffer.from('\nendstream', 'latin1')]),
    )
  }

  /** Metadata stands unpacked, so that programs find it without understanding the rest. */
  addMetadata(xml: string): Ref {
    const bytes = Buffer.from(xml)
    const head = `<</Type/Metadata/Subtype/XML/Length ${bytes.length}>>\nstream\n`
    return this.put(this.promise(), Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream')]))
  }

  write(catalog: Ref, info: Ref): Buffer {
    const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
    let length = parts[0]!.length
    const lines = ['0000000000 65535 f \n']
    for (const [i, body] of this.#bodies.entries()) {
      if (body === undefined) throw new Error(`object ${i + 1} was promised and never made`)
      lines.push(`${String(length).padStart(10, '0')} 00000 n \n`)
      const object = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
      parts.push(object)
      length += object.length
    }
    const id = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32)
    const trailer = `<</Size ${lines.length}/Root ${catalog}/Info ${info}/ID[<${id}><${id}>]>>`
    const table = `xref\n0 ${lines.length}\n${lines.join('')}trailer\n${trailer}\nstartxref\n${length}\n%%EOF\n`
    return Buffer.concat([...parts, Buffer.from(table, 'latin1')])
  }
}
