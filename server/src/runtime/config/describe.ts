import type { Config } from './config.ts'
import type { Settings } from './env.ts'
import { redactUrls } from './redact.ts'
import { type SettingName, settingNames } from './setting-names.ts'

export interface DescribedSetting {
  readonly name: SettingName
  /** As it was given, secrets hidden; undefined where the default holds. */
  readonly value: string | undefined
  readonly source: string
}

/** Every setting with where it comes from, fit to be shown and logged. */
export const describeSettings = (settings: Settings, config: Config): DescribedSetting[] =>
  settingNames.map((name) => {
    const value = settings.get(name)?.value
    const shown = value !== undefined && name === 'NUAGE_SECRET' ? '***' : value && redactUrls(value)
    return { name, value: shown, source: config.sources[name] }
  })
