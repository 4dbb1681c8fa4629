import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { isSettingName, nearestSettingName, type SettingName } from './setting-names.ts'
import { parseSettingsFile } from './settings-file.ts'

export interface Setting {
  readonly value: string
  /** `environment`, or the path of the settings file. */
  readonly source: string
  /** The folder that a relative path in this value starts from. */
  readonly folder: string
}

export type Settings = ReadonlyMap<SettingName, Setting>

export type Environment = Readonly<Record<string, string | undefined>>

function known(name: string, where: string): SettingName {
  if (isSettingName(name)) return name
  const near = nearestSettingName(name)
  throw new ConfigError(`${name} in ${where} is not a setting${near ? `; did you mean ${near}?` : ''}`)
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(
      `the settings file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`,
    )
  }
}

function fromFile(path: string, settings: Map<SettingName, Setting>): void {
  for (const [key, value] of parseSettingsFile(readFile(path), path)) {
    const name = known(key, path)
    if (name === 'NUAGE_CONFIG') throw new ConfigError(`${path} may not name another settings file`)
    if (value.trim() !== '') settings.set(name, { value: value.trim(), source: path, folder: dirname(path) })
  }
}

/**
 * Collects the settings of the environment and of the file that `NUAGE_CONFIG` names; the environment wins.
 * An empty value is no value, as container tools write it for a variable left out.
 *
 * @param folder where relative paths of the environment start
 * @throws {ConfigError} on a name that is not a setting, or a file that cannot be read
 */
export function readSettings(environment: Environment, folder: string): Settings {
  const own = Object.entries(environment).filter(([name]) => name.startsWith('NUAGE_'))
  const given = new Map<SettingName, string>()
  for (const [key, value] of own) {
    const name = known(key, 'the environment')
    if (value !== undefined && value.trim() !== '') given.set(name, value.trim())
  }
  const settings = new Map<SettingName, Setting>()
  const file = given.get('NUAGE_CONFIG')
  if (file !== undefined) fromFile(resolve(folder, file), settings)
  for (const [name, value] of given) settings.set(name, { value, source: 'environment', folder })
  return settings
}
