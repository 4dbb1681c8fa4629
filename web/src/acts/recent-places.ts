import { placesOf } from '../session/kept.ts'
import { session } from '../session/session.ts'

/** So many are proposed. */
const MOST = 4

/** Ids of the folders that something was put into last, the latest first; kept in this browser. */
export function recentPlaces(): readonly number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placesOf(session().person.id)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => Number.isSafeInteger(id)).slice(0, MOST) : []
  } catch {
    // A browser that keeps nothing has nothing to propose.
    return []
  }
}

export function notePlace(id: number): void {
  try {
    const places = [id, ...recentPlaces().filter((place) => place !== id)].slice(0, MOST)
    localStorage.setItem(placesOf(session().person.id), JSON.stringify(places))
  } catch {
    // Likewise.
  }
}
