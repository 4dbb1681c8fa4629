/** Families of files that can be shown as a picture, by what it takes to draw them. */
export type PreviewKind =
  | 'image'
  | 'heic'
  | 'vector'
  | 'pdf'
  | 'text'
  | 'markdown'
  | 'video'
  | 'document'
  | 'sheet'
  | 'slides'

const MEDIA_TYPES: Readonly<Record<PreviewKind, readonly string[]>> = {
  image: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/tiff'],
  heic: ['image/heic', 'image/heif'],
  vector: ['image/svg+xml'],
  pdf: ['application/pdf'],
  text: ['text/plain', 'text/csv', 'application/json'],
  markdown: ['text/markdown'],
  video: [
    'video/mp4',
    'video/quicktime',
    'video/x-m4v',
    'video/webm',
    'video/x-matroska',
    'video/x-msvideo',
    'video/3gpp',
    'video/mpeg',
    'video/ogg',
  ],
  document: [
    'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.text-template',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/rtf',
    'text/rtf',
  ],
  sheet: [
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.spreadsheet-template',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  slides: [
    'application/vnd.oasis.opendocument.presentation',
    'application/vnd.oasis.opendocument.presentation-template',
    'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
  ],
}

const MB = 1024 * 1024

/** The largest file of a kind that is looked at, in bytes: of text the beginning is read, of films the ends. */
const LARGEST: Readonly<Record<PreviewKind, number>> = {
  image: 128 * MB,
  heic: 64 * MB,
  vector: 8 * MB,
  pdf: 128 * MB,
  text: Number.POSITIVE_INFINITY,
  markdown: Number.POSITIVE_INFINITY,
  video: Number.POSITIVE_INFINITY,
  document: 64 * MB,
  sheet: 64 * MB,
  slides: 128 * MB,
}

const byType = new Map<string, PreviewKind>(
  Object.entries(MEDIA_TYPES).flatMap(([kind, types]) =>
    types.map((type) => [type, kind as PreviewKind] as const),
  ),
)

/** Undefined for what is never drawn: unknown types, empty files, files that are too large. */
export function kindOf(file: { readonly mime: string; readonly size: number }): PreviewKind | undefined {
  const kind = byType.get(file.mime)
  return kind !== undefined && file.size > 0 && file.size <= LARGEST[kind] ? kind : undefined
}

/** Kinds that take so long to open that one large picture is made at once, and all others from it. */
export const COSTLY: ReadonlySet<PreviewKind> = new Set([
  'heic',
  'pdf',
  'video',
  'document',
  'sheet',
  'slides',
])
