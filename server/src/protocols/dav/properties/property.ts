import type { Facet, Facets } from '../../../domain/files/facets.ts'
import type { Entry } from '../../../domain/files/list.ts'
import type { PropertyValue } from '../../wire/xml/multistatus.ts'

/** What the values of one listing are told from, beside each entry. */
export interface View {
  readonly instanceId: string
  readonly facets: Facets
  /** Encoded path of the tree's root. */
  readonly base: string
  /** The name of the root itself. */
  readonly rootName: string
  /** Seconds. */
  readonly now: number
}

export interface Property {
  /** What has to be asked for the whole folder. */
  readonly facet?: Facet
  /** Null: "not found". Text is already escaped. */
  value(entry: Entry, view: View, href: string): PropertyValue
}

export type Catalogue = Readonly<Record<string, Property>>

/** A property of files only; "not found" on folders. */
export const ofFiles = (value: (entry: Entry, view: View) => PropertyValue): Property => ({
  value: (entry, view) => (entry.node.kind === 0 ? value(entry, view) : null),
})

export const always = (text: PropertyValue): Property => ({ value: () => text })
