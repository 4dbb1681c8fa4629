import { session } from '../session/session.ts'
import { first } from '../words/figures.ts'
import { language } from '../words/say.ts'

const locale = (): string => (language() === 'en' ? 'en-GB' : 'fr-FR')

/** Ends are told in the time of the school, wherever one is. */
const schools = (): string => session().features.timezone

export interface EndFields {
  /** `2027-08-31` */
  readonly day: string
  /** `17:00` */
  readonly hour: string
}

/** What clocks show then. @param seconds since 1970. */
export function endFields(seconds: number, zone = schools()): EndFields {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).formatToParts(seconds * 1000)
  const get = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return {
    day: `${get('year')}-${get('month')}-${get('day')}`,
    hour: `${get('hour')}:${get('minute')}`,
  }
}

const asIfUtc = ({ day, hour }: EndFields): number => Date.parse(`${day}T${hour}:00Z`) / 1000

const LAST_MINUTE = '23:59'

/** Seconds; the whole day where no hour is said. Undefined for what is no day. */
export function endOf({ day, hour }: EndFields, zone = schools()): number | undefined {
  const wanted = asIfUtc({ day, hour: hour || LAST_MINUTE })
  if (Number.isNaN(wanted)) return undefined
  let at = wanted
  // Once for the zone, and once more beside a change of its clocks.
  for (let i = 0; i < 2; i++) at += wanted - asIfUtc(endFields(at, zone))
  return hour === '' || hour === LAST_MINUTE ? at + 59 : at
}

/** When something ends, as people say it: `31 août`, `31 août 2027 à 17:00`. Seconds. */
export function endText(seconds: number, now = Date.now() / 1000, zone = schools()): string {
  const { day, hour } = endFields(seconds, zone)
  const thisYear = day.slice(0, 4) === endFields(now, zone).day.slice(0, 4)
  return first(
    new Intl.DateTimeFormat(locale(), {
      ...{ timeZone: zone, day: 'numeric', month: 'long' },
      ...(thisYear ? {} : { year: 'numeric' }),
      ...(hour === LAST_MINUTE ? {} : { hour: '2-digit', minute: '2-digit' }),
    }).format(seconds * 1000),
  )
}
