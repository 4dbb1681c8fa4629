import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import { readBody } from '../body.ts'
import { BodyTooLarge } from '../byte-count.ts'
import type { XmlAttribute, XmlElement } from './element.ts'

export interface XmlLimits {
  readonly bytes: number
  readonly depth: number
  readonly nodes: number
  readonly attributes: number
}

export const XML_LIMITS: XmlLimits = { bytes: 1024 * 1024, depth: 40, nodes: 20_000, attributes: 64 }

/** Milliseconds without a byte after which a question counts as given up. */
const STALL = 30_000

export type XmlFault = 'not-well-formed' | 'not-utf8' | 'doctype' | 'too-large' | 'too-deep' | 'too-many'

/** A body that is no acceptable XML document. `message` names the place, never the content. */
export class MalformedXml extends Error {
  readonly fault: XmlFault

  constructor(fault: XmlFault, detail: string) {
    super(`${fault}: ${detail}`)
    this.name = 'MalformedXml'
    this.fault = fault
  }
}

type Open = { -readonly [K in keyof XmlElement]: XmlElement[K] } & {
  children: XmlElement[]
  content: (XmlElement | string)[]
}

/**
 * Reads one document. Namespaces are resolved, as clients declare them in every way there is
 * (webdav.md §6.1); a document type is refused, and with it every entity attack.
 * @returns the root, or null for an empty body.
 * @throws MalformedXml, BodyStalled, BodyTruncated
 */
export async function parseXml(
  body: AsyncIterable<Uint8Array>,
  limits: XmlLimits = XML_LIMITS,
): Promise<XmlElement | null> {
  return parseXmlBytes(await readXmlBytes(body, limits), limits)
}

/** As `parseXml`, for a document that is already in memory. */
export function parseXmlBytes(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlElement | null {
  const document = new Document(limits)
  document.write(bytes)
  return document.end()
}

/** As `parseXmlBytes`. */
export const parseXmlText = (text: string, limits: XmlLimits = XML_LIMITS): XmlElement | null =>
  parseXmlBytes(Buffer.from(text), limits)

/** The bytes of a document, no more than `limits` allow. @throws MalformedXml, BodyStalled, BodyTruncated */
export async function readXmlBytes(
  body: AsyncIterable<Uint8Array>,
  limits: XmlLimits = XML_LIMITS,
): Promise<Buffer> {
  try {
    return await readBody(body, limits.bytes, STALL)
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new MalformedXml('too-large', `more than ${limits.bytes} bytes`)
    throw error
  }
}

class Document {
  readonly #limits: XmlLimits
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  readonly #parser = new SaxesParser({ xmlns: true, position: true })
  readonly #open: Open[] = []
  #root: XmlElement | null = null
  #bytes = 0
  #nodes = 0
  #blank = true

  constructor(limits: XmlLimits) {
    this.#limits = limits
    this.#parser.on('error', () => {
      throw new MalformedXml('not-well-formed', `line ${this.#parser.line}, column ${this.#parser.column}`)
    })
    this.#parser.on('doctype', () => {
      throw new MalformedXml('doctype', 'a document type is not accepted')
    })
    this.#parser.on('opentag', (tag) => this.#opened(tag))
    this.#parser.on('closetag', () => this.#closed())
    this.#parser.on('text', (text) => this.#characters(text))
    this.#parser.on('cdata', (text) => this.#characters(text))
  }

  write(chunk: Uint8Array): void {
    this.#bytes += chunk.byteLength
    if (this.#bytes > this.#limits.bytes)
      throw new MalformedXml('too-large', `more than ${this.#limits.bytes} bytes`)
    this.#feed(this.#decode(chunk))
  }

  end(): XmlElement | null {
    this.#feed(this.#decode())
    if (this.#blank) return null
    this.#parser.close()
    return this.#root
  }

  // White space before the first character is held back: a blank body is no body, but saxes would object.
  #feed(text: string): void {
    if (this.#blank) {
      if (text.trim() === '') return
      this.#blank = false
    }
    this.#parser.write(text)
  }

  #decode(chunk?: Uint8Array): string {
    try {
      return chunk ? this.#decoder.decode(chunk, { stream: true }) : this.#decoder.decode()
    } catch {
      throw new MalformedXml('not-utf8', `near byte ${this.#bytes}`)
    }
  }

  #opened(tag: SaxesTagNS): void {
    if (this.#open.length >= this.#limits.depth)
      throw new MalformedXml('too-deep', `more than ${this.#limits.depth} levels`)
    this.#count()
    const attributes = readAttributes(tag.attributes, this.#limits.attributes)
    const element: Open = { ns: tag.uri, name: tag.local, attributes, children: [], text: '', content: [] }
    const parent = this.#open.at(-1)
    parent?.children.push(element)
    parent?.content.push(element)
    this.#open.push(element)
  }

  #closed(): void {
    const element = this.#open.pop()
    if (this.#open.length === 0 && element) this.#root = element
  }

  #characters(text: string): void {
    const element = this.#open.at(-1)
    if (!element || text === '') return
    this.#count()
    element.text += text
    element.content.push(text)
  }

  #count(): void {
    this.#nodes += 1
    if (this.#nodes > this.#limits.nodes)
      throw new MalformedXml('too-many', `more than ${this.#limits.nodes} nodes`)
  }
}

function readAttributes(raw: Record<string, SaxesAttributeNS>, maximum: number): readonly XmlAttribute[] {
  const attributes = Object.values(raw)
  if (attributes.length > maximum)
    throw new MalformedXml('too-many', `more than ${maximum} attributes on one element`)
  return attributes
    .filter((attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
    .map((attribute) => ({ ns: attribute.uri, name: attribute.local, value: attribute.value }))
}
