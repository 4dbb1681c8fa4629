import type { Writer } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import {
  isSettingName,
  SETTINGS,
  type Setting,
  type SettingName,
  type SettingScope,
  type SettingValue,
} from './known.ts'

const SAY = `INSERT INTO setting (scope, subject, name, value) VALUES (?, ?, ?, ?)
  ON CONFLICT (scope, subject, name) DO UPDATE SET value = excluded.value`

export interface SettingPlace {
  readonly scope: SettingScope
  /** Empty for the instance. */
  readonly subject: string
}

/** @param value null: nothing is said here any more, the wider scope applies. */
export async function writeSetting<N extends SettingName>(
  writer: Writer,
  place: SettingPlace,
  name: N,
  value: SettingValue<N> | null,
): Promise<void> {
  if (value === null)
    await writer.run(
      'DELETE FROM setting WHERE scope = ? AND subject = ? AND name = ?',
      place.scope,
      place.subject,
      name,
    )
  else await writer.run(SAY, place.scope, place.subject, name, settingNamed(name).text(value))
}

const settingNamed = <N extends SettingName>(name: N): Setting<SettingValue<N>> =>
  SETTINGS[name] as unknown as Setting<SettingValue<N>>

/** @throws Refusal when there is no such setting, or nobody can say it at this place. */
export function requireSetting(name: string, scope: SettingScope): SettingName {
  if (!isSettingName(name)) throw new Refusal('not-found', 'setting-unknown', { facts: { name } })
  if (!SETTINGS[name].scopes.includes(scope))
    throw new Refusal('bad-request', 'setting-scope', { facts: { name } })
  return name
}

/** @throws Refusal when this is no value of the setting. */
export function parseSetting(name: SettingName, text: string): SettingValue<SettingName> {
  const value = settingNamed(name).parse(text)
  if (value === undefined) throw new Refusal('bad-request', 'setting-value', { facts: { name, value: text } })
  return value
}
