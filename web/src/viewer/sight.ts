import type { ItemDetails } from '@nuage/contract/api'
import { familyOf } from '@nuage/contract/families'

/** How something is looked at. */
export type Sight =
  | ('image' | 'picture' | 'pdf' | 'video' | 'audio' | 'text' | 'markdown' | 'pages')
  /** Nothing of it can be shown, and why. */
  | ('folder' | 'empty' | 'unknown' | 'forbidden' | 'too-large')

const MB = 1024 * 1024

/** Bits of `rights`. */
export const CHANGE = 2
export const DOWNLOAD = 32

/** What browsers draw by themselves; of anything else the server draws a picture. */
const DRAWN_HERE = /^image\/(?:jpeg|png|gif|webp|avif|bmp|x-icon)$/
const OFFICE = new Set(['document', 'sheet', 'slides'])
/** Markdown is found by its name too: many programs call it plain text. */
const MARKDOWN = /\.(?:md|markdown)$/i
/** Of longer pictures that of the server is shown: a browser would need more memory than an old computer has. */
const LARGEST_IMAGE = 40 * MB
const LARGEST_PDF = 300 * MB
/** Longer texts are shown in part, and not edited. */
export const LONGEST_TEXT = 2 * MB

type Looked = Pick<ItemDetails, 'kind' | 'mime' | 'name' | 'size' | 'rights' | 'preview'>

/** How an item is shown to whoever has these rights on it. */
export function sightOf(item: Looked): Sight {
  const { kind, mime, name, size, rights, preview } = item
  if (kind === 'folder') return 'folder'
  const family = familyOf(mime)
  const isPlayed = family === 'audio' || family === 'video'
  if ((rights & DOWNLOAD) === 0) return preview && !isPlayed ? 'pages' : 'forbidden'
  const isRich = mime.endsWith('/rtf')
  const isText = !isRich && (family === 'text' || family === 'code' || mime.startsWith('text/'))
  if (size === 0 && !isText) return 'empty'
  if (isPlayed) return family
  if (mime === 'application/pdf') return size <= LARGEST_PDF ? 'pdf' : 'too-large'
  if (DRAWN_HERE.test(mime) && size <= LARGEST_IMAGE) return 'image'
  if (family === 'image') return preview ? 'picture' : 'unknown'
  if (mime === 'text/markdown' || (isText && MARKDOWN.test(name))) return 'markdown'
  if (isText) return 'text'
  return (OFFICE.has(family) || isRich) && preview ? 'pages' : 'unknown'
}

/** Whether whoever looks may change it here. */
export const isEditable = (item: Looked): boolean => {
  const sight = sightOf(item)
  return (
    (sight === 'text' || sight === 'markdown') && (item.rights & CHANGE) !== 0 && item.size <= LONGEST_TEXT
  )
}
