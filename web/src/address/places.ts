/** Every place of the app, and the screen that shows it; those whose screen is not there are nowhere. */
export const PLACES = {
  '/recent': 'recent/screen.tsx',
  '/favourites': 'favourites/screen.tsx',
  '/shared': 'shared/screen.tsx',
  '/shared/by-me': 'shared/by-me-screen.tsx',
  '/links': 'links/screen.tsx',
  '/boxes': 'boxes/screen.tsx',
  '/boxes/$box': 'boxes/box-screen.tsx',
  '/tags': 'tags/screen.tsx',
  '/tags/$tag': 'tags/tag-screen.tsx',
  '/trash': 'trash/screen.tsx',
  '/search': 'search/screen.tsx',
  '/space': 'space/screen.tsx',
  '/rollback/$folder': 'rollback/screen.tsx',
  '/activity': 'activity/screen.tsx',
  '/notifications': 'notifications/screen.tsx',
  '/account': 'account/screen.tsx',
  '/account/devices': 'devices/screen.tsx',
  '/account/look': 'account/look-screen.tsx',
  '/account/security': 'account/security-screen.tsx',
  '/help': 'help/screen.tsx',
  '/help/$page': 'help/page-screen.tsx',
  '/signed-in': 'session/signed-in-screen.tsx',
} as const

export type PlacePath = keyof typeof PLACES

/** Over its folder, so with what the address of a folder holds. */
export const VIEWER = 'viewer/screen.tsx'
