import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { demandGroup } from '../accounts/groups/change.ts'
import { ADMINISTRATORS } from '../accounts/groups/group.ts'
import { acceptLine } from '../accounts/people/accept.ts'
import { demandAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { acceptProviderId, acceptSettings } from './accept.ts'
import { readProvider, sealSettings } from './find.ts'
import type { ProviderRow, ProviderSettings } from './provider.ts'

const ADD = `INSERT INTO provider (id, kind, name, data, created) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
const CHANGE = 'UPDATE provider SET name = ?, data = ?, enabled = ? WHERE id = ?'

/** @throws Refusal `exists` (`provider-exists`), `bad-request` (`provider-id`, `provider-setting`). */
export async function addProvider(
  domain: Domain,
  actor: Actor,
  wanted: { id: string; name: string; settings: ProviderSettings },
): Promise<ProviderRow> {
  demandAdministrator(actor)
  const id = acceptProviderId(wanted.id)
  const settings = acceptSettings(wanted.settings)
  const name = acceptLine(wanted.name, 120) || id
  return await domain.records.write([], async (writer) => {
    const sealed = sealSettings(domain, id, settings)
    if ((await writer.run(ADD, id, settings.kind, name, sealed, seconds(domain.now()))) === 0)
      throw new Refusal('exists', 'provider-exists', { facts: { provider: id } })
    await audit(writer, domain, actor, { verb: 'provider.add', subject: id })
    return await readProvider(writer, domain, id)
  })
}

/** What is absent stays as it is. */
export interface ProviderChange {
  readonly name?: string
  readonly enabled?: boolean
  /** Its new settings from those it has; of the same kind. */
  readonly settings?: (was: ProviderSettings) => ProviderSettings
}

/** @throws Refusal `not-found` (`provider-missing`), `bad-request`, `unavailable` (`provider-sealed`). */
export async function changeProvider(
  domain: Domain,
  actor: Actor,
  id: string,
  change: ProviderChange,
): Promise<ProviderRow> {
  demandAdministrator(actor)
  return await domain.records.write([], async (writer) => {
    const was = await readProvider(writer, domain, id)
    const settings = acceptSettings(change.settings?.(was.settings) ?? was.settings)
    const name = change.name === undefined ? was.name : acceptLine(change.name, 120) || id
    const enabled = (change.enabled ?? was.enabled) ? 1 : 0
    await writer.run(CHANGE, name, sealSettings(domain, id, settings), enabled, id)
    const detail = { fields: Object.keys(change).join(' ') }
    await audit(writer, domain, actor, { verb: 'provider.change', subject: id, detail })
    return await readProvider(writer, domain, id)
  })
}

const COUNT = 'SELECT count(*) AS count FROM identity WHERE provider = ?'

/**
 * Groups made for it stay, as groups made by hand.
 * @param force also when people sign in with it: they keep their accounts, and no way in.
 * @throws Refusal `not-found` (`provider-missing`), `conflict` (`provider-in-use`).
 */
export async function removeProvider(domain: Domain, actor: Actor, id: string, force = false): Promise<void> {
  demandAdministrator(actor)
  await domain.records.write([], async (writer) => {
    await demandProvider(writer, id)
    const count = Number((await writer.get<{ count: number }>(COUNT, id))!.count)
    if (count > 0 && !force)
      throw new Refusal('conflict', 'provider-in-use', { facts: { provider: id, count } })
    for (const table of ['academy_provider', 'external_group', 'identity', 'token_seen', 'session'] as const)
      await writer.run(`DELETE FROM ${table} WHERE provider = ?`, id)
    await writer.run('DELETE FROM provider WHERE id = ?', id)
    await audit(writer, domain, actor, { verb: 'provider.remove', subject: id, detail: { count } })
  })
}

async function demandProvider(writer: Writer, id: string): Promise<void> {
  if ((await writer.get('SELECT 1 AS found FROM provider WHERE id = ?', id)) === undefined)
    throw new Refusal('not-found', 'provider-missing', { facts: { provider: id } })
}

const MAP = `INSERT INTO external_group (provider, name, circle) VALUES (?, ?, ?)
  ON CONFLICT (provider, name) DO UPDATE SET circle = excluded.circle`

/**
 * From the next sign-in on, whoever is in their group is in ours.
 * @param group null: theirs stands for nothing any more.
 * @throws Refusal `not-found` (`provider-missing`, `group-missing`), `not-permitted` (`administrators-unmapped`).
 */
export async function mapGroup(
  domain: Domain,
  actor: Actor,
  { provider, name, group }: { provider: string; name: string; group: string | null },
): Promise<void> {
  demandAdministrator(actor)
  const theirs = acceptLine(name, 200)
  if (theirs === '') throw new Refusal('bad-request', 'text-line', { facts: { length: 200 } })
  if (group === ADMINISTRATORS) throw new Refusal('not-permitted', 'administrators-unmapped')
  await domain.records.write([], async (writer) => {
    await demandProvider(writer, provider)
    if (group === null)
      await writer.run('DELETE FROM external_group WHERE provider = ? AND name = ?', provider, theirs)
    else await writer.run(MAP, provider, theirs, (await demandGroup(writer, group)).id)
    await audit(writer, domain, actor, {
      verb: 'provider.map-group',
      subject: provider,
      detail: { name: theirs, group },
    })
  })
}

export interface MappedGroup {
  /** As the provider calls it. */
  readonly name: string
  readonly group: string
}

export const mappedGroups = (domain: Domain, provider: string): Promise<MappedGroup[]> =>
  domain.records.read((reader) =>
    reader.all<MappedGroup>(
      'SELECT name, circle AS "group" FROM external_group WHERE provider = ? ORDER BY name',
      provider,
    ),
  )
