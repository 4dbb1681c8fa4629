import { parsePattern } from '../../../domain/search/pattern.ts'
import { type Comparison, everyOne, type Where } from '../../../domain/search/query.ts'
import { foldLoosely } from '../../../vocabulary/fold.ts'
import { childOf, type XmlElement } from '../../wire/xml/element.ts'
import { DAV } from '../../wire/xml/names.ts'
import { badRequest } from '../fault.ts'
import { type Field, fieldOf } from './fields.ts'

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(['eq', 'gt', 'gte', 'lt', 'lte'])
const NOTHING: Where = { op: 'not', of: { op: 'always' } }

/** One condition of `d:where`. @throws DavFault 400. */
export function parseWhere(element: XmlElement): Where {
  if (element.ns !== DAV) throw unknown(element)
  const { name, children } = element
  if (name === 'and') return everyOne(children.map(parseWhere))
  if (name === 'or') return children.length === 1 ? parseWhere(children[0]!) : anyOf(children)
  if (name === 'not') {
    if (children.length !== 1) throw unknown(element)
    return { op: 'not', of: parseWhere(children[0]!) }
  }
  if (name === 'is-collection') return { op: 'folder' }
  const field = fieldOf(propertyOf(element))
  if (name === 'is-defined') return isDefined(field)
  const literal = childOf(element, DAV, 'literal')
  if (literal === undefined) throw unknown(element)
  if (name === 'like') return like(element, field, literal.text)
  if (!COMPARISONS.has(name)) throw unknown(element)
  return compared(element, field, name as Comparison, literal.text.trim())
}

const anyOf = (children: readonly XmlElement[]): Where => ({ op: 'or', of: children.map(parseWhere) })

const unknown = ({ name }: XmlElement) => badRequest('search-malformed', { name: name.slice(0, 60) })

function propertyOf(element: XmlElement): XmlElement {
  const [property, ...others] = childOf(element, DAV, 'prop')?.children ?? []
  if (property === undefined || others.length > 0) throw unknown(element)
  return property
}

function isDefined(field: Field): Where {
  if (field.kind === 'nothing') return NOTHING
  return field.kind === 'time' && field.field === 'taken' ? { op: 'picture' } : { op: 'always' }
}

function like(element: XmlElement, field: Field, literal: string): Where {
  if (field.kind === 'nothing') return NOTHING
  if (field.kind !== 'text') throw unknown(element)
  return { op: 'like', field: field.field, pattern: parsePattern(literal) }
}

function compared(element: XmlElement, field: Field, is: Comparison, literal: string): Where {
  if (field.kind === 'nothing') return NOTHING
  if (field.kind === 'text') return { op: 'text', field: field.field, is, text: foldLoosely(literal) }
  if (field.kind === 'owner' || field.kind === 'favourite') {
    if (is !== 'eq') throw unknown(element)
    if (field.kind === 'owner') return { op: 'owner', person: literal }
    return { op: 'favourite', on: literal === 'yes' || literal === 'true' || literal === '1' }
  }
  const value = field.kind === 'time' ? timeOf(literal) : numberOf(literal)
  if (value === undefined) throw badRequest('search-literal')
  return { op: 'number', field: field.field, is, value }
}

const numberOf = (literal: string): number | undefined =>
  /^-?\d{1,15}(?:\.\d{1,9})?$/.test(literal) ? Number(literal) : undefined

const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

/** Unix seconds or a date as ISO 8601 has it; without a zone it is UTC. */
function timeOf(literal: string): number | undefined {
  const number = numberOf(literal)
  if (number !== undefined) return number
  if (!ISO.test(literal)) return undefined
  const zoned = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(literal) || !literal.includes('T')
  const time = Date.parse(zoned ? literal.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : `${literal}Z`)
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}
