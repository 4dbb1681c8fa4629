/** A device's or a program's own password. Times are seconds. */
export interface AppPassword {
  readonly id: number
  readonly name: string
  /** The login name it was issued for, which its owner's clients go on sending. */
  readonly login: string
  readonly created: number
  /** Exact to a minute. */
  readonly lastUsed: number | null
  /** The address it was last used from. */
  readonly lastPlace: string | null
  /** Asked to erase what the device keeps: refused everywhere until the device has done so. */
  readonly wipe: boolean
}

export interface AppPasswordRow {
  id: number
  name: string
  login: string
  created: number
  last_used: number | null
  last_place: string | null
  wipe: number
}

export const appPasswordOf = (row: AppPasswordRow): AppPassword => ({
  id: row.id,
  name: row.name,
  login: row.login,
  created: row.created,
  lastUsed: row.last_used,
  lastPlace: row.last_place,
  wipe: row.wipe === 1,
})
