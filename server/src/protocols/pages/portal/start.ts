import { isPortalFirst } from '../../../domain/portal/mine.ts'
import type { Handler } from '../route.ts'
import { PORTAL } from './show.ts'

/** Who asked for no page sees the portal where their academy wants that, and their files otherwise. */
export const start: Handler = async (visit) => {
  const person = visit.session?.person
  if (person === undefined) return visit.redirect('/login')
  return visit.redirect((await isPortalFirst(visit.domain, person)) ? PORTAL : '/')
}
