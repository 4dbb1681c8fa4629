import type { Reader } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { seal, unseal } from '../seal.ts'
import type { ProviderKind, ProviderRow, ProviderSettings } from './provider.ts'

interface SealedRow {
  id: string
  kind: ProviderKind
  name: string
  data: string
  enabled: number
}

/** Without what is secret or needs the seal: for buttons and lists. */
export type ProviderName = Pick<ProviderRow, 'id' | 'kind' | 'name' | 'enabled'>

const ALL = 'SELECT id, kind, name, enabled FROM provider ORDER BY id'
const ONE = 'SELECT id, kind, name, data, enabled FROM provider WHERE id = ?'

const purpose = (id: string): string => `provider ${id}`

export const sealSettings = (domain: Domain, id: string, settings: ProviderSettings): string =>
  seal(domain, purpose(id), JSON.stringify(settings))

export async function listProviders(domain: Domain): Promise<ProviderName[]> {
  const rows = await domain.records.read((reader) => reader.all<Omit<SealedRow, 'data'>>(ALL))
  return rows.map((row) => ({ ...row, enabled: row.enabled === 1 }))
}

/** @throws Refusal `not-found` (`provider-missing`), `unavailable` (`provider-sealed`) when the instance has another secret. */
export async function readProvider(reader: Reader, domain: Domain, id: string): Promise<ProviderRow> {
  const row = await reader.get<SealedRow>(ONE, id)
  if (row === undefined) throw new Refusal('not-found', 'provider-missing', { facts: { provider: id } })
  const settings = unseal(domain, purpose(id), row.data)
  if (settings === undefined) throw new Refusal('unavailable', 'provider-sealed', { facts: { provider: id } })
  const { kind, name, enabled } = row
  return { id, kind, name, enabled: enabled === 1, settings: JSON.parse(settings) as ProviderSettings }
}

export const findProvider = (domain: Domain, id: string): Promise<ProviderRow> =>
  domain.records.read((reader) => readProvider(reader, domain, id))

/** @throws Refusal as `findProvider`, and `not-found` for one that is switched off. */
export async function openProvider(domain: Domain, id: string, kind: ProviderKind): Promise<ProviderRow> {
  const row = await findProvider(domain, id)
  if (row.enabled && row.kind === kind) return row
  throw new Refusal('not-found', 'provider-missing', { facts: { provider: id } })
}
