import type { Facet, Facets } from '../../../domain/files/facets.ts'
import type { Entry } from '../../../domain/files/list.ts'
import type { Means } from '../../../domain/previews/failures.ts'
import type { PropertyValue } from '../../wire/xml/multistatus.ts'

/** What the values of one listing are told from, beside each entry. */
export interface View {
  readonly instanceId: string
  readonly facets: Facets
  /** What previews can be made with. */
  readonly means: Means
  /** Encoded path of the tree's root. */
  readonly base: string
  /** Encoded path of what stands above all trees, without a slash at its end. */
  readonly commons: string
  /** The name of the root itself. */
  readonly rootName: string
  /** What the sharer wrote to those who come by a link. */
  readonly note: string
  /** Seconds. */
  readonly now: number
}

/** What a listing says of one line of it, whatever tree the line is in. */
export interface PropertyOf<Line, Facts = undefined> {
  /** Null: "not found". Text is already escaped. */
  value(line: Line, facts: Facts, href: string): PropertyValue
}

export interface Property extends PropertyOf<Entry, View> {
  /** What has to be asked for the whole folder. */
  readonly facet?: Facet
}

/** Live properties by their local names. */
export type CatalogueOf<P> = Readonly<Record<string, P>>

/** By namespace. */
export type Catalogues<P> = Readonly<Record<string, CatalogueOf<P>>>

export type Catalogue = CatalogueOf<Property>

/** A property of files only; "not found" on folders. */
export const ofFiles = (value: (entry: Entry, view: View) => PropertyValue): Property => ({
  value: (entry, view) => (entry.node.kind === 0 ? value(entry, view) : null),
})

export const always = (text: PropertyValue): PropertyOf<unknown, unknown> => ({ value: () => text })
