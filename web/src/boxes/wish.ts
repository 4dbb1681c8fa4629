import { type EndFields, endOf } from '../sharing/end.ts'

/** What stands in the fields of the dialog, as it is typed. */
export interface BoxFields {
  readonly title: string
  readonly instructions: string
  readonly opens: EndFields
  readonly closes: EndFields
  readonly late: boolean
  readonly named: boolean
  readonly password: string
  readonly mostFiles: string
  /** Megabytes. */
  readonly mostSize: string
  readonly types: string
}

export type Wrong = 'title' | 'mostFiles' | 'mostSize'

const MEGABYTE = 1024 ** 2

/** Undefined for nothing, NaN for what is no number of things. */
function numberIn(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return undefined
  const number = Number(trimmed)
  return number > 0 ? number : Number.NaN
}

export function wrongIn({ title, mostFiles, mostSize }: BoxFields): Wrong | undefined {
  if (title.trim() === '') return 'title'
  const files = numberIn(mostFiles)
  if (files !== undefined && !Number.isInteger(files)) return 'mostFiles'
  return Number.isNaN(numberIn(mostSize) ?? 0) ? 'mostSize' : undefined
}

/** Seconds; null where no day is said. */
const at = (fields: EndFields): number | null => (fields.day === '' ? null : (endOf(fields) ?? null))

/** As the API wants it, but for its folder. */
export function wishOf(fields: BoxFields) {
  const { title, instructions, opens, closes, late, named, password, types } = fields
  const files = numberIn(fields.mostFiles)
  const size = numberIn(fields.mostSize)
  return {
    ...{ title: title.trim(), instructions: instructions.trim(), named, types: types.trim() },
    opens: at({ ...opens, hour: opens.day === '' ? '' : opens.hour || '00:00' }),
    closes: at(closes),
    late: late ? ('mark' as const) : ('refuse' as const),
    ...(password === '' ? {} : { password }),
    ...(files === undefined ? {} : { mostFiles: files }),
    ...(size === undefined ? {} : { mostBytes: Math.round(size * MEGABYTE) }),
  }
}
