import type { ItemDetails } from '@nuage/contract/api'
import { path, session } from '../session/session.ts'

/** The bytes of what a file held. @param stamp its name among the versions. */
export const versionAddress = (item: number, stamp: number): string =>
  path(`/remote.php/dav/versions/${encodeURIComponent(session().person.id)}/versions/${item}/${stamp}`)

const namesOf = ({ way, name }: Pick<ItemDetails, 'way' | 'name'>): string =>
  [...way.slice(1).map((step) => step.name), name].map((one) => `/${one}`).join('')

/** A picture of it, or of one page of it. @param size pixels of its longer side. @param page from 1. */
export function versionPicture(item: ItemDetails, stamp: number, size: number, page?: number): string {
  const query = new URLSearchParams({
    file: namesOf(item),
    version: String(stamp),
    x: String(size),
    y: String(size),
    a: '1',
  })
  if (page !== undefined) query.set('page', String(page))
  return path(`/apps/files_versions/preview?${query}`)
}
