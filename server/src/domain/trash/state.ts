/** What an entry of the trash is, in its column `purging`. Only `DELETED` is ever listed, or counted. */
export const DELETED = 0
/** On its way out: rows and bytes follow. */
export const PURGING = 1
/** Nothing that was deleted but something in the making, out of sight until it is complete. */
export const DRAFT = 2
