import { newToken } from '../../../domain/links/token.ts'
import type { OcsRoute } from '../call.ts'
import { API } from './places.ts'

/** An address that is nobody's yet. */
export const tokenRoutes: readonly OcsRoute[] = [
  { method: 'GET', path: `${API}/token`, access: 'member', handle: () => ({ data: { token: newToken() } }) },
]
