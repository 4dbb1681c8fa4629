/**
 * What Nuage is compatible with, in the numbers that clients compare: they choose sign-in and checksum headers
 * by it, and warn about servers they find too old (ocs.md §2.1). Both places change together.
 */
export const VERSION_PARTS = {
  major: 32,
  minor: 0,
  micro: 1,
  string: '32.0.1',
  edition: '',
  extendedSupport: false,
} as const

export const VERSION = '32.0.1.2'
