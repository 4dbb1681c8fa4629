/** What a file looks like: a family has one glyph and one colour, everywhere. */
export const FAMILIES = [
  'folder',
  'document',
  'sheet',
  'slides',
  'pdf',
  'text',
  'image',
  'audio',
  'video',
  'archive',
  'code',
  'other',
] as const
export type FileFamily = (typeof FAMILIES)[number]

const RULES: readonly (readonly [RegExp, FileFamily])[] = [
  [/^image\//, 'image'],
  [/^audio\//, 'audio'],
  [/^video\//, 'video'],
  [/^application\/pdf$/, 'pdf'],
  [/spreadsheet|ms-excel|text\/(?:csv|tab-separated-values)/, 'sheet'],
  [/presentation|ms-powerpoint/, 'slides'],
  [/opendocument\.text|wordprocessing|msword|application\/rtf|epub/, 'document'],
  [/zip|compressed|x-tar|x-7z|x-rar|vnd\.rar/, 'archive'],
  [/javascript|json|xml|x-(?:python|sh|c|java|php|ruby|sql|yaml)|text\/(?:html|css)/, 'code'],
  [/^text\//, 'text'],
]

/** @param mime without parameters; for a folder see `folder`. */
export const familyOf = (mime: string): FileFamily =>
  RULES.find(([pattern]) => pattern.test(mime))?.[1] ?? 'other'
