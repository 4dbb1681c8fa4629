import type { OcsRoute } from './call.ts'
import { etagOf } from './shown.ts'

/** Places the desktop offers in its menu; it fetches an icon for each. */
const APPS: readonly unknown[] = []

export const instanceRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: '/config',
    access: 'anyone',
    handle({ base }) {
      const url = new URL(base)
      const ssl = url.protocol === 'https:' ? 'true' : 'false'
      return { data: { version: '1.7', website: 'Nuage', host: url.host, contact: '', ssl } }
    },
  },
  {
    method: 'GET',
    path: '/core/navigation/apps',
    access: 'member',
    handle: () => ({ data: APPS, etag: etagOf(APPS) }),
  },
]
