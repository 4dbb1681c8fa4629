import { childOf, isElement, type XmlElement } from '../../wire/xml/element.ts'
import { OWNCLOUD } from '../../wire/xml/names.ts'
import { parseXml } from '../../wire/xml/parse.ts'
import type { Exchange } from '../exchange.ts'
import { badRequest, DavFault, SABRE } from '../fault.ts'

/** @throws DavFault for any other report than this one of ownCloud's. */
export async function readReport(exchange: Exchange, name: string): Promise<XmlElement> {
  const root = await parseXml(exchange.request)
  if (root === null) throw badRequest('xml-unexpected')
  if (isElement(root, OWNCLOUD, name)) return root
  throw new DavFault(415, `${SABRE}ReportNotSupported`, 'report-unknown', {
    facts: { name: `{${root.ns}}${root.name}` },
    conditions: ['<d:supported-report/>'],
  })
}

/** A number in a child of an element; undefined for anything else. */
export function numberIn(element: XmlElement, ns: string, name: string): number | undefined {
  const text = childOf(element, ns, name)?.text.trim() ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
