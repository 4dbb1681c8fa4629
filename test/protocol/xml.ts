import { SaxesParser, type SaxesTagNS } from 'saxes'

export const DAV = 'DAV:'
export const OC = 'http://owncloud.org/ns'
export const NC = 'http://nextcloud.org/ns'
export const SABRE = 'http://sabredav.org/ns'
export const OCS = 'http://open-collaboration-services.org/ns'
export const OCM = 'http://open-cloud-mesh.org/ns'

/** An element with the prefix it was written with: some clients read prefixes, not namespaces. */
export interface XmlElement {
  readonly prefix: string
  readonly uri: string
  readonly local: string
  /** Prefixes declared on this very element. */
  readonly declares: ReadonlyMap<string, string>
  readonly attributes: readonly { name: string; uri: string; local: string; value: string }[]
  readonly children: readonly XmlNode[]
}
export type XmlNode = XmlElement | string

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string'

/** @throws when the text is not one well-formed document. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const open: (Omit<XmlElement, 'children'> & { children: XmlNode[] })[] = []
  let root: XmlElement | undefined
  const append = (node: XmlNode): void => {
    const parent = open.at(-1)
    if (!parent) return
    const last = parent.children.at(-1)
    if (typeof node === 'string' && typeof last === 'string')
      parent.children[parent.children.length - 1] = last + node
    else parent.children.push(node)
  }
  parser.on('error', (fault) => {
    throw fault
  })
  parser.on('doctype', () => {
    throw new Error('a document type, which no client expects')
  })
  parser.on('opentag', (tag) => {
    const element = { ...described(tag), children: [] }
    append(element)
    root ??= element
    open.push(element)
  })
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  if (!root) throw new Error('an empty document')
  return root
}

function described(tag: SaxesTagNS): Omit<XmlElement, 'children'> {
  const attributes = Object.values(tag.attributes)
    .filter((attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
    .map(({ name, uri, local, value }) => ({ name, uri, local, value }))
  return {
    prefix: tag.prefix,
    uri: tag.uri,
    local: tag.local,
    declares: new Map(Object.entries(tag.ns)),
    attributes,
  }
}

export const elements = (element: XmlElement): XmlElement[] => element.children.filter(isElement)

export const named = (element: XmlElement, uri: string, local: string): XmlElement[] =>
  elements(element).filter((child) => child.uri === uri && child.local === local)

export const first = (element: XmlElement, uri: string, local: string): XmlElement | undefined =>
  named(element, uri, local)[0]

/** All text below, as a reader of plain values sees it. */
export const text = (element: XmlElement): string =>
  element.children.map((child) => (isElement(child) ? text(child) : child)).join('')

/** `{namespace}local`. */
export const clark = (element: { uri: string; local: string }): string => `{${element.uri}}${element.local}`

/** The same document without the blanks that only lay it out: text beside elements, if nothing but blanks. */
export function withoutLayout(element: XmlElement): XmlElement {
  const mixed = element.children.some(isElement)
  const children = element.children
    .filter((child) => isElement(child) || !mixed || child.trim() !== '')
    .map((child) => (isElement(child) ? withoutLayout(child) : child))
  return { ...element, children }
}
