import type { QName } from './names.ts'

export interface XmlAttribute extends QName {
  readonly value: string
}

export interface XmlElement extends QName {
  readonly attributes: readonly XmlAttribute[]
  /** The child elements, in order. */
  readonly children: readonly XmlElement[]
  /** The element's own characters, those of its children not included. */
  readonly text: string
  /** Children and characters as they alternate, for writing the element out again. */
  readonly content: readonly (XmlElement | string)[]
}

/** The first child of that name, if any. */
export const childOf = (element: XmlElement, ns: string, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name && child.ns === ns)

/** All children of that name. */
export const childrenOf = (element: XmlElement, ns: string, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name && child.ns === ns)

/** Whether the element has exactly that name. */
export const isElement = (element: QName, ns: string, name: string): boolean =>
  element.name === name && element.ns === ns
