/** A bit mask; the values are those of the sharing API, so that they never need translating. */
export type Permissions = number

export const READ = 1
export const UPDATE = 2
export const CREATE = 4
export const DELETE = 8
export const SHARE = 16
export const ALL: Permissions = READ | UPDATE | CREATE | DELETE | SHARE

export const allows = (held: Permissions, wanted: Permissions): boolean => (held & wanted) === wanted
