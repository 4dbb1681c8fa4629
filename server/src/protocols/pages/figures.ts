import type { Language } from '@nuage/contract/words'

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
  return `${number.toLocaleString(language, { maximumFractionDigits: digits })}${SPACE}${UNITS[language][step]}`
}

/** A day, as seen from today: `aujourd’hui`, `hier`, `le 3 mars 2026`. Both times in seconds. */
export function day(at: number, now: number, language: Language, timeZone: string): string {
  const dayOf = (second: number): string => new Date(second * 1000).toLocaleDateString('sv', { timeZone })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (dayOf(at) === dayOf(now)) return relative.format(0, 'day')
  if (dayOf(at) === dayOf(now - 86_400)) return relative.format(-1, 'day')
  const date = new Date(at * 1000).toLocaleDateString(language, {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return language === 'fr' ? `le ${date}` : `on ${date}`
}
