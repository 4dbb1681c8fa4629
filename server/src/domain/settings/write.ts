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
  else await writer.run(SAY, place.scope, place.subject, name, SETTINGS[name].text(value))
}

/** @throws Refusal when there is no such setting, or this is no value of it. */
export function parseSetting(
  name: string,
  text: string,
): { name: SettingName; value: SettingValue<SettingName> } {
  if (!isSettingName(name)) throw new Refusal('not-found', 'setting-unknown', { facts: { name } })
  const value = (SETTINGS[name] as Setting<SettingValue<SettingName>>).parse(text)
  if (value === undefined) throw new Refusal('bad-request', 'setting-value', { facts: { name, value: text } })
  return { name, value }
}
