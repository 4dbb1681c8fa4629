import type { AppPassword } from '../../../domain/accounts/app-passwords/app-password.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { day } from '../figures.ts'
import type { Visit } from '../visit.ts'

const on = (visit: Visit, at: number): string =>
  day(at, seconds(visit.domain.now()), visit.language, visit.options.timeZone)

/** What is known of a device, as pairs of a term and what it is. */
export function deviceFacts(visit: Visit, device: AppPassword): readonly (readonly [string, string])[] {
  const { say } = visit
  const used = device.lastUsed === null ? say('pages.home.device-unused') : on(visit, device.lastUsed)
  return [
    [say('pages.device.since'), on(visit, device.created)],
    [say('pages.device.used'), used],
    ...(device.lastPlace === null ? [] : [[say('pages.device.place'), device.lastPlace] as const]),
  ]
}

/** The same in one line, for the list. */
export function deviceLine(visit: Visit, device: AppPassword): string {
  const { say } = visit
  if (device.wipe) return say('pages.home.device-wiping')
  const since = say('pages.home.device-since', { date: on(visit, device.created) })
  if (device.lastUsed === null) return `${since} · ${say('pages.home.device-unused')}`
  const used = say('pages.home.device-used', { date: on(visit, device.lastUsed) })
  return device.lastPlace === null
    ? `${since} · ${used}`
    : `${since} · ${used} · ${say('pages.home.device-place', { place: device.lastPlace })}`
}
