import type { Reader } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** How an academy's people see their Nuage. */
export interface Brand {
  /** `#rrggbb`. */
  readonly accent?: string
  /** A line below the name. */
  readonly line?: string
  /** Where its people are helped. */
  readonly help?: string
}

/** Where the picture of its logo is kept, among its pictures. */
export const LOGO = 'logo'

/** Where people belong, and what they choose when they sign in. Its quota and policies are settings of its own. */
export interface Academy {
  /** `a-z 0-9 -`: it stands in addresses and settings. */
  readonly id: string
  readonly name: string
  /** Such as Bourgogne-Franche-Comté; several academies may lie in one. */
  readonly region: string
  /** The IANA name of its time zone; empty for that of the instance. */
  readonly zone: string
  /** The first day of its school year, `MM-DD`. */
  readonly yearStarts: string
  readonly brand: Brand
  /** The hash of its logo. */
  readonly logo?: string
  readonly enabled: boolean
  /** Ids of the providers its people sign in with, in the order they are offered. */
  readonly providers: readonly string[]
  readonly domains: readonly AcademyDomain[]
}

/** A domain of e-mail addresses that belongs to it. */
export interface AcademyDomain {
  readonly domain: string
  /** Whether an account may be made with such an address alone. */
  readonly signUp: boolean
}

interface AcademyRow {
  id: string
  name: string
  region: string
  zone: string
  year_starts: string
  brand: string
  enabled: number
  hash: string | null
}

const ALL = `SELECT a.id, a.name, a.region, a.zone, a.year_starts, a.brand, a.enabled, p.hash FROM academy a
  LEFT JOIN academy_picture p ON p.academy = a.id AND p.place = '${LOGO}' ORDER BY a.id`
const DOMAINS = 'SELECT domain, academy, sign_up FROM academy_domain ORDER BY domain'
const PROVIDERS = 'SELECT academy, provider FROM academy_provider ORDER BY place, provider'

/** There are some dozens of them: they are always read together. */
export async function readAcademies(reader: Reader): Promise<Academy[]> {
  const rows = await reader.all<AcademyRow>(ALL)
  if (rows.length === 0) return []
  const domains = await reader.all<{ domain: string; academy: string; sign_up: number }>(DOMAINS)
  const providers = await reader.all<{ academy: string; provider: string }>(PROVIDERS)
  return rows
    .map(({ id, name, region, zone, year_starts, brand, enabled, hash }) => ({
      ...{ id, name, region, zone, yearStarts: year_starts, enabled: enabled === 1 },
      brand: JSON.parse(brand) as Brand,
      ...(hash === null ? {} : { logo: hash }),
      providers: providers.filter(({ academy }) => academy === id).map(({ provider }) => provider),
      domains: domains
        .filter(({ academy }) => academy === id)
        .map(({ domain, sign_up }) => ({ domain, signUp: sign_up === 1 })),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'))
}

/** @throws Refusal `not-found` (`academy-missing`). */
export async function demandAcademy(reader: Reader, id: string): Promise<Academy> {
  const academy = (await readAcademies(reader)).find((one) => one.id === id)
  if (academy === undefined) throw new Refusal('not-found', 'academy-missing', { facts: { academy: id } })
  return academy
}
