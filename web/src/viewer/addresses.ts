import type { ItemDetails } from '@nuage/contract/api'
import { path, session } from '../session/session.ts'

/** Where something lies, by names from one’s root. */
export type Located = Pick<ItemDetails, 'way' | 'name'>
type Stamped = Pick<ItemDetails, 'id' | 'etag'>

const FRESH = 8
/** Other content is under another address: what was kept of the old one is not shown. */
const stamp = (etag: string): string => etag.slice(0, FRESH)

const encoded = (names: readonly string[]): string => names.map(encodeURIComponent).join('/')

/** The file itself, with ranges. */
export const bytesAddress = ({ way, name }: Located): string => {
  const folders = way.slice(1).map((step) => step.name)
  return path(`/remote.php/dav/files/${encoded([session().person.id, ...folders, name])}`)
}

/** The same for elements that fetch by themselves. */
export const freshAddress = (item: Located & Stamped): string => `${bytesAddress(item)}?v=${stamp(item.etag)}`

/** A picture of the file, drawn by the server. @param size pixels of its longer side. */
export const previewAddress = ({ id, etag }: Stamped, size: number): string =>
  path(`/core/preview?fileId=${id}&x=${size}&y=${size}&a=1&v=${stamp(etag)}`)

/** @param page from 1. */
export const pageAddress = ({ id, etag }: Stamped, page: number): string =>
  path(`/core/preview?fileId=${id}&page=${page}&v=${stamp(etag)}`)
