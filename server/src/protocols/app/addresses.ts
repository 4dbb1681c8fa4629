/** What the app shows, by its own routes; each is answered with the same shell. */
export const SHELL_ADDRESSES: readonly string[] = [
  '/files',
  '/files/:folder',
  '/files/:folder/view/:item',
  '/recent',
  '/favourites',
  '/shared',
  '/shared/by-me',
  '/tags',
  '/tags/:tag',
  '/trash',
  '/links',
  '/boxes',
  '/boxes/:box',
  '/search',
  '/space',
  '/rollback/:folder',
  '/activity',
  '/notifications',
  '/account',
  '/account/devices',
  '/account/look',
  '/account/security',
  '/help',
  '/help/:page',
  '/signed-in',
]

/** Where other programs, and activities of theirs, look for a folder (ocs.md §8, §10). */
export const FOREIGN_ADDRESSES: readonly string[] = [
  '/apps/files',
  '/apps/files/',
  '/apps/files/files',
  '/apps/files/files/:id',
]
