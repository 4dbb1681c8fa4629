import { parseBytes } from '../../vocabulary/bytes.ts'
import { acceptName, isWindowsHostile } from '../../vocabulary/node-name.ts'

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

const WIDE: readonly SettingScope[] = ['instance', 'academy', 'group']

/** @param widest what holds for somebody in several groups that disagree. */
const yesNo = (fallback: boolean, widest: boolean): Setting<boolean> => ({
  fallback,
  scopes: WIDE,
  parse: (text) => (text === 'yes' ? true : text === 'no' ? false : undefined),
  text: (value) => (value ? 'yes' : 'no'),
  widest: (values) => (values.includes(widest) ? widest : !widest),
})

const allowed = (fallback: boolean): Setting<boolean> => yesNo(fallback, true)
const demanded = yesNo(false, false)

const count = (fallback: number, least: number, most: number): Setting<number> => ({
  fallback,
  scopes: WIDE,
  parse: (text) => {
    const value = /^\d{1,5}$/.test(text.trim()) ? Number(text) : -1
    return value >= least && value <= most ? value : undefined
  },
  text: String,
  widest: (values) => Math.max(...values),
})

/** Ids of groups, as a JSON list. */
const groups: Setting<readonly string[]> = {
  fallback: [],
  scopes: ['instance'],
  parse(text) {
    try {
      const list: unknown = JSON.parse(text.trim() || '[]')
      const fits = Array.isArray(list) && list.length <= 1000 && list.every((id) => typeof id === 'string')
      return fits ? (list as string[]) : undefined
    } catch {
      return undefined
    }
  },
  text: (value) => JSON.stringify(value),
  widest: (values) => values[0] ?? [],
}

/** Whether what others share stands in one's files at once, or waits to be accepted. */
export type Acceptance = 'at-once' | 'ask'

const acceptance: Setting<Acceptance> = {
  fallback: 'at-once' as Acceptance,
  scopes: ['person'],
  parse: (text) => (text === 'at-once' || text === 'ask' ? text : undefined),
  text: String,
  widest: (values) => (values.includes('at-once') ? 'at-once' : 'ask'),
}

/** The folder of one's root in which what others share arrives; empty for the root itself. */
const arrivals: Setting<string> = {
  fallback: '',
  scopes: SETTING_SCOPES,
  parse(text) {
    const name = text.trim()
    if (name === '/' || name === '') return ''
    try {
      return isWindowsHostile(name) ? undefined : acceptName(name)
    } catch {
      return undefined
    }
  },
  text: (value) => value || '/',
  widest: (values) => values.toSorted()[0] ?? '',
}

/** How long a file that an app locked stays locked when nobody unlocks it. */
export type Hours = number | 'forever'

const hours: Setting<Hours> = {
  fallback: 24 as Hours,
  scopes: ['instance'],
  parse: (text) => {
    const word = text.trim().toLowerCase()
    if (word === 'forever') return 'forever'
    return /^[1-9]\d{0,3}$/.test(word) ? Number(word) : undefined
  },
  text: String,
  widest: (values) => (values.includes('forever') ? 'forever' : Math.max(...values.map(Number))),
}

/** Whether somebody may sign in with a password alone. */
export type SecondFactorRule = 'optional' | 'required'

const secondFactorRule: Setting<SecondFactorRule> = {
  fallback: 'optional' as SecondFactorRule,
  scopes: SETTING_SCOPES,
  parse: (text) => (text === 'optional' || text === 'required' ? text : undefined),
  text: String,
  widest: (values) => (values.includes('required') ? 'required' : 'optional'),
}

/** Every setting there is. */
export const SETTINGS = {
  'quota.default': quota,
  'names.windows': windowsNames,
  'trash.days': days(30, 1),
  'versions.days': days(180, 1),
  'rollback.days': days(14, 0),
  'history.share': share,
  'boxes.names-days': days(365, 1),
  'sharing.enabled': allowed(true),
  'sharing.links': allowed(true),
  'sharing.upload': allowed(true),
  'sharing.reshare': allowed(true),
  'sharing.groups': allowed(true),
  'sharing.only-own-groups': demanded,
  'sharing.exclude-groups': { ...demanded, scopes: ['instance'] as readonly SettingScope[] },
  'sharing.excluded-groups': groups,
  'sharing.link-end': demanded,
  'sharing.link-days': count(7, 1, 36_500),
  'sharing.link-end-enforced': demanded,
  'sharing.internal-end': demanded,
  'sharing.internal-days': count(7, 1, 36_500),
  'sharing.internal-end-enforced': demanded,
  'sharing.link-tokens': allowed(false),
  'sharing.link-password': demanded,
  'sharing.link-password-proposed': demanded,
  'sharing.default-permissions': count(31, 0, 31),
  'sharing.accept': acceptance,
  'sharing.arrivals': arrivals,
  'sharees.propose': allowed(true),
  'sharees.own-groups': demanded,
  'sharees.own-phones': demanded,
  'sharees.exact': allowed(true),
  'sharees.exact-id': allowed(true),
  'sharees.exact-name': allowed(true),
  'sharees.exact-email': allowed(true),
  'sharees.exact-first-name-only': allowed(false),
  'sharees.letters': count(0, 0, 20),
  'sharees.most': count(25, 1, 100),
  'locks.hours': hours,
  'activity.days': days(365, 1),
  'portal.first': allowed(false),
  'accounts.forgotten-password': allowed(true),
  'security.second-factor': secondFactorRule,
  'security.second-factor-administrators': {
    ...secondFactorRule,
    scopes: ['instance'] as readonly SettingScope[],
  },
} as const

export type SettingName = keyof typeof SETTINGS
export type SettingValue<N extends SettingName> = (typeof SETTINGS)[N]['fallback']

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name)
