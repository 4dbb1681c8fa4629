import { parseBytes } from '../../vocabulary/bytes.ts'

/** How much a person may keep: bytes, or no limit at all. */
export type Quota = number | 'unlimited'

export type SettingScope = 'instance' | 'academy' | 'group' | 'person'

/** From the widest to the nearest; the nearest that says something wins. */
export const SETTING_SCOPES: readonly SettingScope[] = ['instance', 'academy', 'group', 'person']

export interface Setting<T> {
  readonly fallback: T
  readonly scopes: readonly SettingScope[]
  /** @returns undefined when the text is no value of this setting. */
  parse(text: string): T | undefined
  /** The text that is stored and shown. */
  text(value: T): string
  /** For somebody in several groups that disagree. */
  widest(values: readonly T[]): T
}

const quota: Setting<Quota> = {
  fallback: 100 * 1024 ** 3,
  scopes: SETTING_SCOPES,
  parse: (text) => (/^(none|unlimited|-3)$/i.test(text.trim()) ? 'unlimited' : parseBytes(text)),
  text: String,
  widest: (values) => (values.includes('unlimited') ? 'unlimited' : Math.max(...values.map(Number))),
}

/** Whether names that Windows cannot hold may come into the world. */
export type WindowsNames = 'allow' | 'refuse'

const windowsNames: Setting<WindowsNames> = {
  fallback: 'allow' as WindowsNames,
  scopes: ['instance'],
  parse: (text) => (text === 'allow' || text === 'refuse' ? text : undefined),
  text: String,
  widest: (values) => (values.includes('allow') ? 'allow' : 'refuse'),
}

/** How long something is kept: days, or for ever. */
export type Days = number | 'forever'

const days = (fallback: Days, least: number): Setting<Days> => ({
  fallback,
  scopes: SETTING_SCOPES,
  parse: (text) => {
    const word = text.trim().toLowerCase()
    if (word === 'forever') return 'forever'
    const count = /^\d{1,5}$/.test(word) ? Number(word) : -1
    return count >= least ? count : undefined
  },
  text: String,
  widest: (values) => (values.includes('forever') ? 'forever' : Math.max(...values.map(Number))),
})

/** How much trash and versions may take, in hundredths of the quota, which they do not count in. */
const share: Setting<number> = {
  fallback: 100,
  scopes: SETTING_SCOPES,
  parse: (text) => {
    const [, count] = /^(\d{1,5}) ?%$/.exec(text.trim()) ?? []
    return count === undefined ? undefined : Number(count)
  },
  text: (value) => `${value}%`,
  widest: (values) => Math.max(...values),
}

/** Every setting there is. */
export const SETTINGS = {
  'quota.default': quota,
  'names.windows': windowsNames,
  'trash.days': days(30, 1),
  'versions.days': days(180, 1),
  'rollback.days': days(14, 0),
  'history.share': share,
} as const

export type SettingName = keyof typeof SETTINGS
export type SettingValue<N extends SettingName> = (typeof SETTINGS)[N]['fallback']

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name)
