import { escapeText, escapeXml } from '../wire/xml/escape.ts'

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/

/** The envelope as XML (ocs.md §1.4): true is 1, false and the empty text an empty element, null an empty tag. */
export const writeXml = (envelope: Readonly<Record<string, unknown>>): string =>
  `<?xml version="1.0"?>\n${members(envelope, '')}`

function members(object: Readonly<Record<string, unknown>>, indent: string): string {
  let xml = ''
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined || key.startsWith('@')) continue
    if (key === '$comment') xml += `${indent}<!--${escapeXml(String(value)).replaceAll('-', '‐')}-->\n`
    else xml += element(NAME.test(key) ? key : 'element', value, indent)
  }
  return xml
}

function element(name: string, value: unknown, indent: string): string {
  if (value === null) return `${indent}<${name}/>\n`
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}<${name}/>\n`
    const items = value.map((item) => element('element', item, `${indent} `)).join('')
    return `${indent}<${name}>\n${items}${indent}</${name}>\n`
  }
  if (typeof value === 'object') {
    const object = value as Record<string, unknown>
    const inner = members(object, `${indent} `)
    const start = `${indent}<${name}${attributes(object)}`
    return inner === '' ? `${start}/>\n` : `${start}>\n${inner}${indent}</${name}>\n`
  }
  const text = value === true ? '1' : value === false ? '' : String(value)
  return `${indent}<${name}>${escapeText(text)}</${name}>\n`
}

const attributes = (object: Readonly<Record<string, unknown>>): string =>
  Object.entries(object)
    .filter(([key]) => key.startsWith('@') && NAME.test(key.slice(1)))
    .map(([key, value]) => ` ${key.slice(1)}="${escapeXml(String(value))}"`)
    .join('')
