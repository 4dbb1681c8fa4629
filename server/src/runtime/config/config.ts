import { isAbsolute, join, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import type { Settings } from './env.ts'
import {
  type Address,
  BadValue,
  parseAddress,
  parsePublicUrl,
  parseRanges,
  parseSecret,
  parseSwitch,
  parseTimezone,
  parseUrl,
} from './parse.ts'
import { parseSmtp } from './parse-smtp.ts'
import { type SettingName, settingNames } from './setting-names.ts'

export type DatabaseConfig = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }
export type BlobsConfig = { kind: 'disk'; folder: string } | { kind: 's3'; url: string }
export type ClamdConfig = { kind: 'tcp'; host: string; port: number } | { kind: 'socket'; path: string }

export interface Config {
  readonly listen: Address
  /** Without a slash at its end; undefined: the host that each request names. */
  readonly publicUrl: string | undefined
  /** IP addresses and ranges whose `X-Forwarded-*` is believed. */
  readonly trustedProxies: readonly string[]
  /** The absolute path of the folder for everything kept on this machine. */
  readonly data: string
  readonly database: DatabaseConfig
  readonly blobs: BlobsConfig
  readonly redis: string | undefined
  readonly smtp: string | undefined
  readonly clamd: ClamdConfig | undefined
  /** A name of the IANA database. */
  readonly timezone: string
  /** Undefined: made once and kept in the data folder, see `secrets.ts`. */
  readonly secret: string | undefined
  /** False only on instances made for tests and measuring. */
  readonly throttle: boolean
  /** Where each setting comes from: `default`, `environment`, or the path of the settings file. */
  readonly sources: Readonly<Record<SettingName, string>>
}

type Ask = <Value>(name: SettingName, read: (value: string, folder: string) => Value) => Value | undefined

function parseClamd(value: string, folder: string): ClamdConfig {
  if (isAbsolute(value) || value.startsWith('./')) return { kind: 'socket', path: resolve(folder, value) }
  return { kind: 'tcp', ...parseAddress(value) }
}

function decideDatabase(ask: Ask, data: string): DatabaseConfig {
  const example = 'postgres://nuage@localhost/nuage'
  const url = ask('NUAGE_DATABASE', (value) => parseUrl(value, ['postgres:', 'postgresql:'], example))
  return url === undefined ? { kind: 'sqlite', file: join(data, 'nuage.db') } : { kind: 'postgres', url }
}

function decideBlobs(ask: Ask, data: string): BlobsConfig {
  const example = 's3://bucket?endpoint=https://s3.example.org or disk:/srv/nuage'
  const named = ask('NUAGE_BLOBS', (value): BlobsConfig => {
    const folder = value.startsWith('disk:') ? value.slice('disk:'.length) : undefined
    if (folder !== undefined && isAbsolute(folder)) return { kind: 'disk', folder: resolve(folder) }
    return { kind: 's3', url: parseUrl(value, ['s3:'], example) }
  })
  return named ?? { kind: 'disk', folder: join(data, 'blobs') }
}

/** The others may hold a password, in an address too broken to find it in. */
const quotable: ReadonlySet<SettingName> = new Set([
  'NUAGE_LISTEN',
  'NUAGE_TRUSTED_PROXIES',
  'NUAGE_CLAMD',
  'NUAGE_TIMEZONE',
  'NUAGE_THROTTLE',
])

/** Reads one setting at a time, and says which one is wrong, where it stands and what it should be. */
const asking =
  (settings: Settings): Ask =>
  (name, read) => {
    const setting = settings.get(name)
    if (setting === undefined) return undefined
    try {
      return read(setting.value, setting.folder)
    } catch (error) {
      if (!(error instanceof BadValue)) throw error
      const shown = quotable.has(name) ? ` is “${setting.value.slice(0, 200)}”` : ''
      throw new ConfigError(`${name}${shown} (${setting.source}): ${error.message}`)
    }
  }

/**
 * Decides what the settings mean.
 *
 * @param root the folder of the program, where `./data` is unless told otherwise
 * @throws {ConfigError} on the first value that makes no sense
 */
export function decideConfig(settings: Settings, root: string): Config {
  const ask = asking(settings)
  const data = ask('NUAGE_DATA', (value, folder) => resolve(folder, value)) ?? join(root, 'data')
  return {
    listen: ask('NUAGE_LISTEN', parseAddress) ?? { host: '127.0.0.1', port: 8080 },
    publicUrl: ask('NUAGE_PUBLIC_URL', parsePublicUrl),
    trustedProxies: ask('NUAGE_TRUSTED_PROXIES', parseRanges) ?? [],
    data,
    database: decideDatabase(ask, data),
    blobs: decideBlobs(ask, data),
    redis: ask('NUAGE_REDIS', (value) => parseUrl(value, ['redis:', 'rediss:'], 'redis://localhost:6379')),
    smtp: ask('NUAGE_SMTP', (value) => {
      parseSmtp(value, 'localhost')
      return value
    }),
    clamd: ask('NUAGE_CLAMD', parseClamd),
    timezone: ask('NUAGE_TIMEZONE', parseTimezone) ?? 'Europe/Paris',
    secret: ask('NUAGE_SECRET', parseSecret),
    throttle: ask('NUAGE_THROTTLE', parseSwitch) ?? true,
    sources: Object.fromEntries(
      settingNames.map((name) => [name, settings.get(name)?.source ?? 'default']),
    ) as Record<SettingName, string>,
  }
}
