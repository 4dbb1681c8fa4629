/** A bit mask; the first five values are those of the sharing API, so that they never need translating. */
export type Permissions = number

export const READ = 1
export const UPDATE = 2
export const CREATE = 4
export const DELETE = 8
export const SHARE = 16
/** May have the original bytes, and not only see that and how something is. Never told to clients as a bit. */
export const DOWNLOAD = 32
export const ALL: Permissions = READ | UPDATE | CREATE | DELETE | SHARE | DOWNLOAD

/** A file has no members to create or delete. */
export const ON_FILE: Permissions = ALL & ~(CREATE | DELETE)

/** As the sharing API and the properties of files write it. */
export const shownPermissions = (held: Permissions): number => held & ~DOWNLOAD

export const allows = (held: Permissions, wanted: Permissions): boolean => (held & wanted) === wanted
