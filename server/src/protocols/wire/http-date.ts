const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const DAY_SECONDS = 86_400
const MOST_DAYS = 4096

/** The part of the date that a whole listing often shares. */
const days = new Map<number, string>()

function dayText(day: number): string {
  const known = days.get(day)
  if (known !== undefined) return known
  const date = new Date(day * DAY_SECONDS * 1000)
  const number = String(date.getUTCDate()).padStart(2, '0')
  const year = String(date.getUTCFullYear()).padStart(4, '0')
  const text = `${DAYS[date.getUTCDay()]}, ${number} ${MONTHS[date.getUTCMonth()]} ${year} `
  if (days.size >= MOST_DAYS) days.clear()
  days.set(day, text)
  return text
}

/** Seconds since 1970 as an IMF-fixdate, `Tue, 14 Nov 2023 22:13:20 GMT` (RFC 9110 §5.6.7). Fractions are cut. */
export function httpDate(seconds: number): string {
  const whole = Math.floor(seconds)
  const day = Math.floor(whole / DAY_SECONDS)
  const rest = whole - day * DAY_SECONDS
  const minutes = Math.floor(rest / 60)
  return `${dayText(day)}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[rest % 60]} GMT`
}

const clock = String.raw`(\d{2}):(\d{2}):(\d{2})`
const imf = new RegExp(String.raw`^[A-Za-z]{3}, (\d{1,2}) ([A-Za-z]{3}) (\d{4}) ${clock} (?:GMT|UTC)$`)
const rfc850 = new RegExp(String.raw`^[A-Za-z]{6,9}, (\d{2})-([A-Za-z]{3})-(\d{2}) ${clock} GMT$`)
const asctime = new RegExp(String.raw`^[A-Za-z]{3} ([A-Za-z]{3}) ([ \d]\d) ${clock} (\d{4})$`)

/**
 * The three forms a recipient must read (RFC 9110 §5.6.7).
 * @returns seconds since 1970, or null for anything else: a condition with such a date is ignored.
 */
export function parseHttpDate(text: string | undefined, now = Date.now()): number | null {
  if (text === undefined || text.length > 64) return null
  const value = text.trim()
  let match = imf.exec(value)
  if (match) return assemble(match[3], match[2], match[1], match.slice(4))
  match = rfc850.exec(value)
  if (match) return assemble(fullYear(Number(match[3]), now), match[2], match[1], match.slice(4))
  match = asctime.exec(value)
  return match ? assemble(match[6], match[1], match[2], match.slice(3, 6)) : null
}

/** Two digits that would lie more than fifty years ahead are meant for the past. */
function fullYear(digits: number, now: number): number {
  const current = new Date(now).getUTCFullYear()
  const year = Math.floor(current / 100) * 100 + digits
  return year > current + 50 ? year - 100 : year
}

function assemble(
  year: string | number | undefined,
  monthName: string | undefined,
  day: string | undefined,
  time: readonly string[],
): number | null {
  const month = MONTHS.findIndex((name) => name.toLowerCase() === monthName?.toLowerCase())
  const [hour, minute, second] = time.map(Number) as [number, number, number]
  if (month < 0 || hour > 23 || minute > 59 || second > 60) return null
  const date = new Date(0)
  date.setUTCFullYear(Number(year), month, Number(day))
  date.setUTCHours(hour, minute, Math.min(second, 59))
  return date.getUTCDate() === Number(day) ? date.getTime() / 1000 : null
}
