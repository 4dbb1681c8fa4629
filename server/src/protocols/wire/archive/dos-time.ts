/**
 * MS-DOS date and time, which zip files keep: local, in steps of two seconds, from 1980 to 2107.
 * @param zone an IANA time zone, which the reader is taken to be in.
 */
export function dosTime(zone: string): (seconds: number) => { date: number; time: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  })
  return (seconds) => {
    const parts = format.formatToParts(Math.max(FIRST, Math.min(LAST, seconds)) * 1000)
    const part = (type: string): number => Number(parts.find((p) => p.type === type)!.value)
    return {
      date: ((part('year') - 1980) << 9) | (part('month') << 5) | part('day'),
      time: (part('hour') << 11) | (part('minute') << 5) | (part('second') >> 1),
    }
  }
}

/** A day inside of what can be told, whatever the zone. */
const FIRST = Date.UTC(1980, 0, 2) / 1000
const LAST = Date.UTC(2107, 11, 30) / 1000
