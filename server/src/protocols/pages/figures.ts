import type { Language } from '@nuage/contract/words'
import { dateFormat, numberFormat, relativeFormat } from '../../vocabulary/formats.ts'
import { localDay } from '../../vocabulary/time-zone.ts'

const UNITS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To', 'Po'],
  en: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
}
/** Narrow and without a break, so that a number never stands apart from its unit. */
const SPACE = '\u202f'

/** Bytes as people read them: `1,4 Mo`, in steps of 1024 as quotas are set. */
export function size(bytes: number, language: Language): string {
  const step = bytes < 1 ? 0 : Math.min(5, Math.floor(Math.log2(bytes) / 10))
  const number = bytes / 1024 ** step
  const digits = step === 0 || number >= 100 ? 0 : 1
  const told = numberFormat(language, { maximumFractionDigits: digits }).format(number)
  return `${told}${SPACE}${UNITS[language][step]}`
}

/** The first of a month is said otherwise in French, which `Intl` does not know: `1er mars`. */
const first = (date: string, language: Language): string =>
  language === 'fr' ? date.replace(/(?<!\d)1 (?=\p{L})/u, '1er ') : date

/** A day, as seen from today: `aujourd’hui`, `hier`, `le 3 mars 2026`. Both times in seconds. */
export function day(at: number, now: number, language: Language, timeZone: string): string {
  const relative = relativeFormat(language, { numeric: 'auto' })
  const then = localDay(at, timeZone)
  if (then === localDay(now, timeZone)) return relative.format(0, 'day')
  if (then === localDay(now - 86_400, timeZone)) return relative.format(-1, 'day')
  const parts = { timeZone, day: 'numeric', month: 'long', year: 'numeric' } as const
  const date = first(dateFormat(language, parts).format(at * 1000), language)
  return language === 'fr' ? `le ${date}` : `on ${date}`
}

/** The second at which something happened, as it stands on a receipt: with its day, and the zone it is told in. */
export const exactMoment = (at: number, language: Language, timeZone: string): string =>
  first(
    dateFormat(language === 'en' ? 'en-GB' : language, {
      ...{ timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    }).format(at * 1000),
    language,
  )

/**
 * An hour of a day in full, with the zone it is told in: `vendredi 27 novembre 2026 à 18:00 (heure d’Europe
 * centrale)`; the last minute of a day is the day itself. Seconds.
 */
export function moment(at: number, language: Language, timeZone: string): string {
  const told = (options: Intl.DateTimeFormatOptions): string =>
    dateFormat(language === 'en' ? 'en-GB' : language, { timeZone, ...options }).format(at * 1000)
  const date = first(told({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }), language)
  const time = told({ hour: '2-digit', minute: '2-digit' })
  if (time === '23:59') return date
  const zone = dateFormat(language, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(at * 1000)
    .find(({ type }) => type === 'timeZoneName')!.value
  return `${date}${language === 'fr' ? ' à ' : ' at '}${time} (${zone})`
}
