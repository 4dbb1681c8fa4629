import type { Box } from '@nuage/contract/api'
import { type EndFields, endFields, endOf } from '../sharing/index.ts'

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
  /** Megabytes of all deposits together. */
  readonly room: string
  readonly types: string
  readonly pattern: string
  readonly notices: Box['notices']
}

export type Wrong = 'title' | 'mostFiles' | 'mostSize' | 'room'

const MEGABYTE = 1024 ** 2
const WEEK = 7 * 86_400
const NO_TIME: EndFields = { day: '', hour: '' }

/** A new box closes in a week, and is as boxes usually are. */
export const newFields = (): BoxFields => ({
  ...{ title: '', instructions: '', opens: NO_TIME, late: true, named: true, password: '' },
  ...{ mostFiles: '', mostSize: '', room: '', types: '', pattern: '', notices: 'at-once' },
  closes: { ...endFields(Date.now() / 1000 + WEEK), hour: '23:59' },
})

const fieldsAt = (seconds: number | null): EndFields => (seconds === null ? NO_TIME : endFields(seconds))
const megabytes = (bytes: number | null): string =>
  bytes === null ? '' : String(Math.round((bytes / MEGABYTE) * 100) / 100).replace('.', ',')

/** As a box stands; its password is not known any more. */
export function fieldsOf(box: Box): BoxFields {
  const { title, instructions, late, named, types, pattern, notices, mostFiles } = box
  return {
    ...{ title, instructions, named, types, pattern, notices, late: late === 'mark', password: '' },
    ...{ opens: fieldsAt(box.opens), closes: fieldsAt(box.closes) },
    mostFiles: mostFiles === null ? '' : String(mostFiles),
    ...{ mostSize: megabytes(box.mostBytes), room: megabytes(box.room) },
  }
}

/** Undefined for nothing, NaN for what is no number of things. */
function numberIn(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return undefined
  const number = Number(trimmed)
  return number > 0 ? number : Number.NaN
}

const isNumber = (text: string): boolean => !Number.isNaN(numberIn(text) ?? 0)

export function wrongIn({ title, mostFiles, mostSize, room }: BoxFields): Wrong | undefined {
  if (title.trim() === '') return 'title'
  if (!Number.isInteger(numberIn(mostFiles) ?? 0)) return 'mostFiles'
  if (!isNumber(mostSize)) return 'mostSize'
  return isNumber(room) ? undefined : 'room'
}

const bytesIn = (text: string): number | undefined => {
  const number = numberIn(text)
  return number === undefined ? undefined : Math.round(number * MEGABYTE)
}

/** Seconds; null where no day is said. */
const at = (fields: EndFields): number | null => (fields.day === '' ? null : (endOf(fields) ?? null))

const opening = ({ day, hour }: EndFields): number | null =>
  at({ day, hour: day === '' ? '' : hour || '00:00' })

function settingsIn(fields: BoxFields) {
  const { title, instructions, closes, late, named, types, notices } = fields
  return {
    ...{ title: title.trim(), instructions: instructions.trim(), named, types: types.trim(), notices },
    ...{ opens: opening(fields.opens), closes: at(closes) },
    late: late ? ('mark' as const) : ('refuse' as const),
  }
}

/** A new one as the API wants it, but for its folder. */
export function wishOf(fields: BoxFields) {
  const { password, pattern } = fields
  const files = numberIn(fields.mostFiles)
  const [size, room] = [bytesIn(fields.mostSize), bytesIn(fields.room)]
  return {
    ...settingsIn(fields),
    ...(password === '' ? {} : { password }),
    ...(pattern.trim() === '' ? {} : { pattern: pattern.trim() }),
    ...(files === undefined ? {} : { mostFiles: files }),
    ...(size === undefined ? {} : { mostBytes: size }),
    ...(room === undefined ? {} : { room }),
  }
}

/** What differs from how a box stands, as the API wants it; fields show minutes, so what was left alone is not sent. */
export function changesIn(box: Box, fields: BoxFields): Record<string, unknown> {
  const before = fieldsOf(box)
  const wanted: Record<string, unknown> = {
    ...settingsIn(fields),
    ...(fields.pattern.trim() === '' ? {} : { pattern: fields.pattern.trim() }),
    mostFiles: numberIn(fields.mostFiles) ?? null,
    mostBytes: bytesIn(fields.mostSize) ?? null,
    room: bytesIn(fields.room) ?? null,
  }
  const fieldFor: Readonly<Record<string, keyof BoxFields>> = { mostBytes: 'mostSize' }
  const differs = (name: string): boolean => {
    const field = fieldFor[name] ?? (name as keyof BoxFields)
    return JSON.stringify(fields[field]) !== JSON.stringify(before[field])
  }
  return {
    ...Object.fromEntries(Object.entries(wanted).filter(([name]) => differs(name))),
    ...(fields.password === '' ? {} : { password: fields.password }),
  }
}
