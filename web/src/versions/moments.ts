import { first } from '../words/figures.ts'
import { language } from '../words/say.ts'

const locale = (): string => (language() === 'en' ? 'en-GB' : language())
const DAY = 86_400_000

const midnight = (date: Date): number => new Date(date).setHours(0, 0, 0, 0)

/** `14:32`. @param seconds */
export const hour = (seconds: number): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(seconds * 1000)

/** `aujourd’hui`, `hier`, `mardi 3 mars`, `3 mars 2024`. @param seconds @param now milliseconds. */
export function day(seconds: number, now = Date.now()): string {
  const [date, today] = [new Date(seconds * 1000), new Date(now)]
  const days = Math.round((midnight(today) - midnight(date)) / DAY)
  if (days === 0 || days === 1)
    return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(-days, 'day')
  const isThisYear = date.getFullYear() === today.getFullYear()
  return first(
    new Intl.DateTimeFormat(locale(), {
      ...{ day: 'numeric', month: 'long' },
      ...(isThisYear ? { weekday: 'long' } : { year: 'numeric' }),
    }).format(date),
  )
}
