import type { Reader } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { demandGroup } from '../accounts/groups/change.ts'
import { readPersonRow } from '../accounts/people/find.ts'
import type { Domain } from '../domain.ts'
import { isSettingName, SETTINGS, type Setting, type SettingName } from './known.ts'
import { nearest, type Resolved, resolveSetting, type SettingRow } from './resolve.ts'
import type { SettingPlace } from './write.ts'

export interface ShownSetting extends Resolved<string> {
  readonly name: string
}

const HERE = `SELECT scope, subject, value FROM setting WHERE name = ? AND
  ((scope = 'instance' AND subject = '') OR (scope = ? AND subject = ?))`

async function show(reader: Reader, name: SettingName, place: SettingPlace): Promise<ShownSetting> {
  const setting = SETTINGS[name] as Setting<unknown>
  let found: Resolved<unknown>
  if (place.scope === 'person') {
    const row = await readPersonRow(reader, place.subject)
    if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: place.subject } })
    found = await resolveSetting(reader, name, row)
  } else {
    if (place.scope === 'group') await demandGroup(reader, place.subject)
    found = nearest(setting, await reader.all<SettingRow>(HERE, name, place.scope, place.subject))
  }
  return { name, value: setting.text(found.value), from: found.from, subject: found.subject }
}

/** What applies there, and who says so. @throws Refusal `not-found`. */
export async function showSetting(domain: Domain, name: string, place: SettingPlace): Promise<ShownSetting> {
  if (!isSettingName(name)) throw new Refusal('not-found', 'setting-unknown', { facts: { name } })
  return await domain.records.read((reader) => show(reader, name, place))
}

export async function listSettings(domain: Domain, place: SettingPlace): Promise<ShownSetting[]> {
  return await domain.records.read(async (reader) => {
    const shown: ShownSetting[] = []
    for (const name of Object.keys(SETTINGS) as SettingName[]) shown.push(await show(reader, name, place))
    return shown
  })
}
