import { compileResponse, type PropertyValue, type ResponseOptions } from '../../wire/xml/multistatus.ts'
import type { QName } from '../../wire/xml/names.ts'
import type { Catalogues, PropertyOf } from './property.ts'

export function findProperty<P>(catalogues: Catalogues<P>, { ns, name }: QName): P | undefined {
  const catalogue = catalogues[ns]
  return catalogue !== undefined && Object.hasOwn(catalogue, name) ? catalogue[name] : undefined
}

/** The names of all that some catalogues have. */
export const namesIn = (catalogues: Catalogues<unknown>): QName[] =>
  Object.entries(catalogues).flatMap(([ns, catalogue]) =>
    Object.keys(catalogue).map((name) => ({ ns, name })),
  )

/** @param properties in the order of the names; undefined: "not found" on every line. */
export function compileLines<Line, Facts>(
  names: readonly QName[],
  properties: readonly (PropertyOf<Line, Facts> | undefined)[],
  options: ResponseOptions,
): (href: string, line: Line, facts: Facts) => string {
  const write = compileResponse(names, options)
  const values: PropertyValue[] = new Array(names.length).fill(null)
  return (href, line, facts) => {
    for (let i = 0; i < properties.length; i++) values[i] = properties[i]?.value(line, facts, href) ?? null
    return write(href, values)
  }
}
