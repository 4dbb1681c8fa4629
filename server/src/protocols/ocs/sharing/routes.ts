import type { OcsRoute } from '../call.ts'
import { incomingRoutes } from './incoming.ts'
import { listRoutes } from './list.ts'
import { remoteRoutes } from './remote.ts'
import { shareeRoutes } from './sharees.ts'
import { shareRoutes } from './shares.ts'
import { tokenRoutes } from './token.ts'

/** Sharing (ocs.md §6, §7). */
export const sharingRoutes: readonly OcsRoute[] = [
  ...shareRoutes,
  ...listRoutes,
  ...incomingRoutes,
  ...remoteRoutes,
  ...tokenRoutes,
  ...shareeRoutes,
]
