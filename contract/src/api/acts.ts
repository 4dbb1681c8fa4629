import { type Static, Type } from 'typebox'
import { Id, MOST_AT_ONCE, named, oneOf, outcome } from './shape.ts'

/** What is meant, and the folder it was seen in. */
export const Seen = named('Seen', { id: Id, from: Id })
export const OnClash = oneOf(['refuse', 'keep-both', 'replace'])

const some = Type.Array(Seen, { minItems: 1, maxItems: MOST_AT_ONCE })

export const Relocate = named('Relocate', { items: some, to: Id, onClash: Type.Optional(OnClash) })
export const Rename = named('Rename', { ...Seen.properties, name: Type.String({ maxLength: 1024 }) })
export const Remove = named('Remove', { items: some })

/** Where it is now. `replaced`: what stood there took over its content. */
export const Relocated = outcome('Relocated', {
  item: Id,
  parent: Id,
  name: Type.String(),
  replaced: Type.Boolean(),
})
export type Relocated = Static<typeof Relocated>

/** `entry` of the trash; absent for something received, which was left. */
export const Removed = outcome('Removed', { entry: Type.Optional(Id) })
export type Removed = Static<typeof Removed>

export const Done = outcome('Done', {})
export type Done = Static<typeof Done>

const ids = Type.Array(Id, { maxItems: 100, uniqueItems: true })
export const TagItems = named('TagItems', {
  items: Type.Array(Id, { minItems: 1, maxItems: MOST_AT_ONCE }),
  add: ids,
  remove: ids,
})
