import type { XmlElement } from './element.ts'
import { escapeXml } from './escape.ts'
import { XML } from './names.ts'

const escapeAttribute = (value: string): string =>
  escapeXml(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')

/**
 * The content of an element as XML that needs nothing from around it: every element declares its own
 * default namespace. For dead properties (RFC 4918 §4.3: content survives, prefixes need not) and
 * lock owners (RFC 4918 §14.17), which go back into another document.
 */
export function serializeContent(element: XmlElement): string {
  let xml = ''
  for (const item of element.content)
    xml += typeof item === 'string' ? escapeXml(item) : serialize(item, null)
  return xml
}

function serialize(element: XmlElement, around: string | null): string {
  let head = `<${element.name}`
  if (element.ns !== around) head += ` xmlns="${escapeAttribute(element.ns)}"`
  let foreign = 0
  for (const { ns, name, value } of element.attributes) {
    if (ns === '') head += ` ${name}="${escapeAttribute(value)}"`
    else if (ns === XML) head += ` xml:${name}="${escapeAttribute(value)}"`
    else {
      foreign += 1
      head += ` xmlns:a${foreign}="${escapeAttribute(ns)}" a${foreign}:${name}="${escapeAttribute(value)}"`
    }
  }
  if (element.content.length === 0) return `${head}/>`
  let inside = ''
  for (const item of element.content)
    inside += typeof item === 'string' ? escapeXml(item) : serialize(item, element.ns)
  return `${head}>${inside}</${element.name}>`
}
