import type { Version } from '@nuage/contract/api'

/** Versions of one day. */
export interface Day {
  /** Seconds, of the last of them. */
  readonly at: number
  readonly versions: readonly Version[]
}

const dayOf = (seconds: number): string => new Date(seconds * 1000).toDateString()

/** @param versions the newest first. */
export function byDay(versions: readonly Version[]): Day[] {
  const days: { at: number; versions: Version[] }[] = []
  for (const version of versions) {
    const last = days.at(-1)
    if (last !== undefined && dayOf(last.at) === dayOf(version.modified)) last.versions.push(version)
    else days.push({ at: version.modified, versions: [version] })
  }
  return days
}
