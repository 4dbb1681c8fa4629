import type { Activity } from '@nuage/contract/api'

export type Deed = 'create' | 'write' | 'move' | 'trash'

/** Something that one person did to several things in one go: right before it is where people want to go back to. */
export interface Moment {
  /** Seconds: when the first of it happened. */
  readonly at: number
  readonly deed: Deed
  readonly count: number
  readonly by: string | null
}

const DEEDS: Partial<Record<Activity['verb'], Deed>> = {
  ...{ create: 'create', copy: 'create', write: 'write', move: 'move', rename: 'move', trash: 'trash' },
}
/** Seconds between two deeds that still belong together. */
const PAUSE = 5 * 60

/**
 * @param activities the newest first.
 * @param folder whose moments they are: before it was made there is nothing of it to go back to, and the log knows seconds.
 */
export function momentsOf(activities: readonly Activity[], most: number, folder: number): Moment[] {
  const moments: Moment[] = []
  const made = activities.find(({ item, verb }) => item === folder && DEEDS[verb] === 'create')
  for (const { at, verb, by } of activities) {
    const deed = DEEDS[verb]
    if (deed === undefined || at <= (made?.at ?? 0)) continue
    const last = moments.at(-1)
    if (last?.deed === deed && last.by === (by?.name ?? null) && last.at - at <= PAUSE)
      moments[moments.length - 1] = { ...last, at, count: last.count + 1 }
    else if (moments.length === most) break
    else moments.push({ at, deed, count: 1, by: by?.name ?? null })
  }
  return moments
}
