import type { Facet } from '../../../domain/files/facets.ts'
import type { Entry } from '../../../domain/files/list.ts'
import { nameResponse, type ResponseOptions } from '../../wire/xml/multistatus.ts'
import { clark, DAV, NEXTCLOUD, OCM, OCS, OWNCLOUD, type QName } from '../../wire/xml/names.ts'
import { davProperties } from './dav.ts'
import { forVisitors } from './for-visitors.ts'
import { nextcloudProperties } from './nextcloud.ts'
import { meshProperties, owncloudProperties, sharingProperties } from './owncloud.ts'
import type { Catalogues, Property, View } from './property.ts'
import { compileLines, findProperty, namesIn } from './render.ts'

/** The live properties, by namespace. */
const catalogues: Catalogues<Property> = {
  [DAV]: davProperties,
  [OWNCLOUD]: owncloudProperties,
  [NEXTCLOUD]: nextcloudProperties,
  [OCS]: sharingProperties,
  [OCM]: meshProperties,
}

const NOT_FOUND: Property = { value: () => null }

/** What a client keeps of its own accord in a namespace that is none of ours. */
const kept = (name: QName): Property => {
  const key = clark(name)
  return {
    facet: 'properties',
    value: ({ node }, view) => view.facets.properties.get(node.id)?.get(key) ?? null,
  }
}

/** Whom a listing is for: visitors of a link are told less. */
export type Audience = 'person' | 'visitor'

const shown: Readonly<Record<Audience, Catalogues<Property>>> = { person: catalogues, visitor: forVisitors }

export const propertyOf = (name: QName, audience: Audience = 'person'): Property =>
  catalogues[name.ns] === undefined ? kept(name) : (findProperty(shown[audience], name) ?? NOT_FOUND)

/** Whether a property is one of ours. */
export const isLive = (name: QName): boolean => findProperty(catalogues, name) !== undefined

export interface CompiledProperties {
  readonly facets: readonly Facet[]
  render(href: string, entry: Entry, view: View): string
}

const compiled = new WeakMap<readonly QName[], Map<string, CompiledProperties>>()

/** Looks the names of a request up once, for all its entries and for all who ask with the same list. */
export function compileProperties(
  names: readonly QName[],
  options: ResponseOptions,
  audience: Audience = 'person',
): CompiledProperties {
  const known = compiled.get(names) ?? new Map<string, CompiledProperties>()
  compiled.set(names, known)
  const key = `${audience} ${options.minimal ?? false}`
  const properties = known.get(key) ?? compile(names, options, audience)
  known.set(key, properties)
  return properties
}

function compile(names: readonly QName[], options: ResponseOptions, audience: Audience): CompiledProperties {
  const properties = names.map((name) => propertyOf(name, audience))
  return { facets: facetsIn(properties), render: compileLines(names, properties, options) }
}

const facetsIn = (properties: readonly Property[]): Facet[] => [
  ...new Set<Facet>(properties.flatMap(({ facet }) => facet ?? [])),
]

const davNames = (names: readonly string[]): QName[] => names.map((name) => ({ ns: DAV, name }))

/** What a request without a list of its own is answered with (webdav.md §6.1). */
export const ALLPROP: readonly QName[] = davNames([
  'getlastmodified',
  'getcontentlength',
  'resourcetype',
  'getetag',
  'getcontenttype',
  'quota-used-bytes',
  'quota-available-bytes',
])

/** The other way round than `clark`. */
const parsed = (key: string): QName => {
  const end = key.lastIndexOf('}')
  return { ns: key.slice(1, end), name: key.slice(end + 1) }
}

/** For `propname`: what each entry has, live or kept for a client, without the values (RFC 4918 §9.1). */
export function compileNames(audience: Audience = 'person'): CompiledProperties {
  const live = namesIn(shown[audience]).map((name) => ({ name, property: propertyOf(name, audience) }))
  return {
    facets: [...new Set<Facet>(['properties', ...facetsIn(live.map(({ property }) => property))])],
    render(href, entry, view) {
      const had = live.filter(({ property }) => property.value(entry, view, href) !== null)
      const dead = [...(view.facets.properties.get(entry.node.id)?.keys() ?? [])]
      return nameResponse(href, [...had.map(({ name }) => name), ...dead.map(parsed)])
    },
  }
}
