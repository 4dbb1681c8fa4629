import type { Reader } from '../../storage/records/records.ts'
import {
  SETTING_SCOPES,
  SETTINGS,
  type Setting,
  type SettingName,
  type SettingScope,
  type SettingValue,
} from './known.ts'

export interface Resolved<T> {
  readonly value: T
  readonly from: SettingScope | 'default'
  /** The academy, group or person that says so; empty for the instance. */
  readonly subject: string
}

export interface SettingRow {
  scope: SettingScope
  subject: string
  value: string
}

const ROWS = `SELECT scope, subject, value FROM setting WHERE name = ? AND (
  (scope = 'instance' AND subject = '') OR (scope = 'academy' AND subject = ?)
  OR (scope = 'group' AND subject IN (SELECT circle FROM membership WHERE person = ?))
  OR (scope = 'person' AND subject = ?))`

/**
 * A setting as it applies to somebody, and who said so.
 * @param person without one: as the instance has it.
 */
export async function resolveSetting<N extends SettingName>(
  reader: Reader,
  name: N,
  person?: { id: string; academy: string },
): Promise<Resolved<SettingValue<N>>> {
  const id = person?.id ?? ''
  const rows = await reader.all<SettingRow>(ROWS, name, person?.academy ?? '', id, id)
  return nearest(SETTINGS[name] as unknown as Setting<SettingValue<N>>, rows)
}

const ALL_ROWS = `SELECT scope, subject, name, value FROM setting WHERE
  (scope = 'instance' AND subject = '') OR (scope = 'academy' AND subject = ?)
  OR (scope = 'group' AND subject IN (SELECT circle FROM membership WHERE person = ?))
  OR (scope = 'person' AND subject = ?)`

/** The value of a setting. */
export type Say = <N extends SettingName>(name: N) => SettingValue<N>

/** As `resolveSetting`, for whoever asks for many: one statement for all of them. */
export async function resolveSettings(
  reader: Reader,
  person?: { id: string; academy: string },
): Promise<Say> {
  const id = person?.id ?? ''
  const rows = await reader.all<SettingRow & { name: string }>(ALL_ROWS, person?.academy ?? '', id, id)
  const byName = Map.groupBy(rows, ({ name }) => name)
  return <N extends SettingName>(name: N) =>
    nearest(SETTINGS[name] as unknown as Setting<SettingValue<N>>, byName.get(name) ?? []).value
}

export function nearest<T>(setting: Setting<T>, rows: readonly SettingRow[]): Resolved<T> {
  for (const scope of SETTING_SCOPES.toReversed()) {
    const said = rows
      .filter((row) => row.scope === scope && (row.subject !== '' || scope === 'instance'))
      .map((row) => ({ value: setting.parse(row.value), subject: row.subject }))
      .filter((row): row is { value: T & {}; subject: string } => row.value !== undefined)
    if (said.length === 0) continue
    const value = setting.widest(said.map((row) => row.value))
    return { value, from: scope, subject: said.find((row) => row.value === value)?.subject ?? '' }
  }
  return { value: setting.fallback, from: 'default', subject: '' }
}
