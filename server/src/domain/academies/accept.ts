import { Refusal } from '../../vocabulary/refusal.ts'
import type { Brand } from './academy.ts'
import { plainDomain } from './find-by-address.ts'

/** @throws Refusal `bad-request` (`academy-id`). */
export function acceptAcademyId(id: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(id)) throw new Refusal('bad-request', 'academy-id')
  return id
}

export function acceptZone(zone: string): string {
  if (zone === '') return ''
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw new Refusal('bad-request', 'academy-zone', { facts: { zone } })
  }
}

/** The 29th of February is no day a year can start on. */
export function acceptYearStart(day: string): string {
  const at = new Date(`2027-${day}T00:00:00Z`)
  const right =
    /^\d\d-\d\d$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().slice(5, 10) === day
  if (!right) throw new Refusal('bad-request', 'academy-year', { facts: { day } })
  return day
}

export function acceptDomain(text: string): string {
  const domain = plainDomain(text)
  if (domain === undefined) throw new Refusal('bad-request', 'academy-domain', { facts: { domain: text } })
  return domain
}

export function acceptBrand(brand: Brand): Brand {
  const accent = brand.accent?.trim().toLowerCase() ?? ''
  const line = brand.line?.trim().normalize('NFC') ?? ''
  const help = brand.help?.trim() ?? ''
  const right =
    (accent === '' || /^#[0-9a-f]{6}$/.test(accent)) &&
    line.length <= 200 &&
    !/\p{Cc}/u.test(line) &&
    (help === '' || (help.length <= 500 && /^https:\/\/[^\s<>"]+$/.test(help) && URL.canParse(help)))
  if (!right) throw new Refusal('bad-request', 'academy-brand')
  return { ...(accent && { accent }), ...(line && { line }), ...(help && { help }) }
}
