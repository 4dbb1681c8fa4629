import type { Answer } from './exchange.ts'
import { textOf } from './exchange.ts'
import { DAV, elements, first, named, parseXml, text, type XmlElement } from './xml.ts'

export interface DavResponse {
  readonly href: string
  readonly propstats: readonly Propstat[]
}

export interface Propstat {
  /** The whole status line, e.g. `HTTP/1.1 200 OK`. */
  readonly line: string
  readonly status: number
  readonly props: readonly XmlElement[]
}

/** @throws when the body is no well-formed multistatus. */
export function multistatus(answer: Answer): DavResponse[] {
  const root = parseXml(textOf(answer))
  if (root.uri !== DAV || root.local !== 'multistatus')
    throw new Error(`a ${root.local} instead of a multistatus`)
  return named(root, DAV, 'response').map(response)
}

function response(element: XmlElement): DavResponse {
  const href = first(element, DAV, 'href')
  return { href: href ? text(href) : '', propstats: named(element, DAV, 'propstat').map(propstat) }
}

function propstat(element: XmlElement): Propstat {
  const status = first(element, DAV, 'status')
  const prop = first(element, DAV, 'prop')
  const line = status ? text(status) : ''
  return {
    line,
    status: Number(/^HTTP\/\S+ (\d{3})/.exec(line)?.[1] ?? 0),
    props: prop ? elements(prop) : [],
  }
}

/** The property as reported with 200, or undefined. */
export const found = (of: DavResponse, uri: string, local: string): XmlElement | undefined =>
  of.propstats
    .filter((group) => group.status === 200)
    .flatMap((group) => group.props)
    .find((prop) => prop.uri === uri && prop.local === local)

/** The text of a property reported with 200, or undefined. */
export const value = (of: DavResponse, uri: string, local: string): string | undefined => {
  const prop = found(of, uri, local)
  return prop && text(prop)
}

/** In which group a property was reported, or undefined when it was left out. */
export const statusOf = (of: DavResponse, uri: string, local: string): number | undefined =>
  of.propstats.find((group) => group.props.some((prop) => prop.uri === uri && prop.local === local))?.status

export const isCollection = (of: DavResponse): boolean | undefined => {
  const type = found(of, DAV, 'resourcetype')
  return type && first(type, DAV, 'collection') !== undefined
}
