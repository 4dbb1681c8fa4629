const formats = new Map<string, Intl.DateTimeFormat>()

/** The day that it is in a time zone, such as `2026-11-22`. @param at seconds. */
export function localDay(at: number, zone: string): string {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
    formats.set(zone, format)
  }
  return format.format(at * 1000)
}
