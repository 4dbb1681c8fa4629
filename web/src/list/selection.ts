import type { RowCollection } from './row-collection.ts'

export interface Selection {
  readonly ids: ReadonlySet<number>
  /** Where a stretch begins. */
  readonly anchor: number | null
  /** The row that keys start from, and that has the focus when the list has it. */
  readonly lead: number | null
}

type Rows = RowCollection<{ readonly id: number }>

export const NONE: Selection = { ids: new Set(), anchor: null, lead: null }

export const only = (id: number): Selection => ({ ids: new Set([id]), anchor: id, lead: id })

export const among = (ids: Iterable<number>, lead: number | null): Selection => ({
  ids: new Set(ids),
  anchor: lead,
  lead,
})

/** The lead goes there, and what is selected stays. */
export const walked = (selection: Selection, id: number): Selection => ({ ...selection, lead: id })

export function toggled({ ids }: Selection, id: number): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id, lead: id }
}

/** All from the anchor to there; with `add` also what was selected before. */
export function extended(selection: Selection, rows: Rows, id: number, add = false): Selection {
  const anchor = rows.has(selection.anchor ?? 0) ? selection.anchor : (selection.lead ?? id)
  const stretch = rows.between(rows.placeOf(anchor), rows.placeOf(id))
  return { ids: new Set(add ? [...selection.ids, ...stretch] : stretch), anchor, lead: id }
}

export const everything = ({ lead }: Selection, rows: Rows): Selection => ({
  ids: new Set(rows.rows.map(({ id }) => id)),
  anchor: lead,
  lead,
})

export const cleared = ({ lead }: Selection): Selection => ({ ids: new Set(), anchor: lead, lead })

/**
 * What is left of it when rows went away: their lead is followed by the row that took its place.
 * @param before the rows it was made with
 */
export function pruned(selection: Selection, before: Rows, now: Rows): Selection {
  const ids = [...selection.ids].filter((id) => now.has(id))
  const { lead, anchor } = selection
  const gone = lead !== null && !now.has(lead)
  if (!gone && ids.length === selection.ids.size) return selection
  const heir = gone ? heirOf(lead, before, now) : lead
  return { ids: new Set(ids), anchor: anchor !== null && now.has(anchor) ? anchor : heir, lead: heir }
}

/** The next row that stood behind it and still does; else the last one before it. */
function heirOf(id: number, before: Rows, now: Rows): number | null {
  const place = before.placeOf(id)
  if (place < 0) return now.at(0)?.id ?? null
  const stays = ({ id: other }: { readonly id: number }): boolean => now.has(other)
  return (before.rows.slice(place + 1).find(stays) ?? before.rows.slice(0, place).findLast(stays))?.id ?? null
}
