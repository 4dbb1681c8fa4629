import type { Language } from '@nuage/contract/words'
import { language } from './say.ts'

const UNITS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To', 'Po'],
  en: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
}
/** Narrow and without a break, so that a number never stands apart from its unit. */
const SPACE = '\u202f'
const DAY = 86_400

/** English dates are written as in Europe. */
const locale = (): string => (language() === 'en' ? 'en-GB' : language())

const made = new Map<string, unknown>()

/** Formats are costly to make and cheap to use: one of each kind. */
function once<T>(name: string, make: () => T): T {
  const key = `${language()} ${name}`
  const known = made.get(key) as T | undefined
  if (known !== undefined) return known
  const fresh = make()
  made.set(key, fresh)
  return fresh
}

const dates = (name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once(name, () => new Intl.DateTimeFormat(locale(), options))

const hour = () => dates('hour', { hour: '2-digit', minute: '2-digit' })
const dayOfThisYear = () => dates('day', { weekday: 'long', day: 'numeric', month: 'long' })
const dayOfAnyYear = () => dates('year', { day: 'numeric', month: 'long', year: 'numeric' })
const whole = () =>
  dates('whole', {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
const relatives = () => once('relative', () => new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }))

/** Bytes as people read them: `1,4 Mo`, in steps of 1024 as quotas are set. */
export function size(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(5, Math.floor(Math.log2(bytes) / 10))
  const number = bytes / 1024 ** step
  const digits = step === 0 || number >= 100 ? 0 : 1
  const format = once(
    `size ${digits}`,
    () => new Intl.NumberFormat(language(), { maximumFractionDigits: digits }),
  )
  return `${format.format(number)}${SPACE}${UNITS[language()][step]}`
}

export const count = (number: number): string =>
  once('count', () => new Intl.NumberFormat(language())).format(number)

/** The first of a month is said otherwise in French, which `Intl` does not know: `1er mars`. */
export const first = (date: string): string =>
  language() === 'fr' ? date.replace(/(?<!\d)1 (?=\p{L})/u, '1er ') : date

const midnight = (date: Date): number => new Date(date).setHours(0, 0, 0, 0)

/** Whole days between the midnights of two moments, in milliseconds. */
const daysBetween = (from: Date, to: Date): number =>
  Math.round((midnight(to) - midnight(from)) / (DAY * 1000))

/**
 * A moment in seconds as people say it: `aujourd’hui 14:32`, `hier 9:05`, `mardi 3 mars`, `3 mars 2024`.
 * @param now seconds; the present when left out.
 */
export function when(seconds: number, now = Date.now() / 1000): string {
  const date = new Date(seconds * 1000)
  const today = new Date(now * 1000)
  const days = daysBetween(date, today)
  if (days === 0 || days === 1) return `${relatives().format(-days, 'day')} ${hour().format(date)}`
  return first(
    date.getFullYear() === today.getFullYear() && days > 0
      ? dayOfThisYear().format(date)
      : dayOfAnyYear().format(date),
  )
}

/** A moment in seconds, in full: `mardi 3 mars 2026 à 14:32`. */
export const fullDate = (seconds: number): string => first(whole().format(seconds * 1000))

const STEPS: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [DAY * 365, 'year'],
  [DAY * 30, 'month'],
  [DAY, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
]

/** How far a moment is from now: `il y a 3 heures`, `dans 2 jours`. Seconds. */
export function relative(seconds: number, now = Date.now() / 1000): string {
  const ahead = seconds - now
  const [length, unit] = STEPS.find(([step]) => Math.abs(ahead) >= step) ?? [1, 'second' as const]
  return relatives().format(unit === 'second' ? 0 : Math.trunc(ahead / length), unit)
}
