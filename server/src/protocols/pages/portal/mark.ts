import { markTile } from '../../../domain/portal/mine.ts'
import { signInFirst } from '../account/sign-in.ts'
import { showStale } from '../errors.ts'
import type { Handler } from '../route.ts'
import { PORTAL } from './show.ts'

/** A star was pressed. */
export const mark: Handler = async (visit, fields) => {
  if (visit.session === undefined) return signInFirst(visit, PORTAL)
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const { member, person } = visit.session
  const wanted = { tile: fields.get('tile') ?? '', favourite: fields.get('favourite') === '1' }
  const { id } = await markTile(visit.domain, member!, person!, wanted)
  return visit.redirect(`${PORTAL}?${new URLSearchParams({ marked: id })}`)
}
