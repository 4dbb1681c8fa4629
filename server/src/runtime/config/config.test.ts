import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Config, decideConfig } from './config.ts'
import { ConfigError } from './config-error.ts'
import { describeSettings } from './describe.ts'
import { type Environment, readSettings } from './env.ts'

const decide = (environment: Environment): Config =>
  decideConfig(readSettings(environment, '/here'), '/program')

test('nothing set: one machine, one folder', () => {
  const { sources, ...config } = decide({ PATH: '/usr/bin' })
  expect(config).toEqual({
    listen: { host: '127.0.0.1', port: 8080 },
    publicUrl: undefined,
    trustedProxies: [],
    data: '/program/data',
    database: { kind: 'sqlite', file: '/program/data/nuage.db' },
    blobs: { kind: 'disk', folder: '/program/data/blobs' },
    redis: undefined,
    smtp: undefined,
    clamd: undefined,
    timezone: 'Europe/Paris',
    secret: undefined,
    throttle: true,
  })
  expect(new Set(Object.values(sources))).toEqual(new Set(['default']))
})

const good: [name: string, value: string, part: Partial<Config>][] = [
  ['NUAGE_LISTEN', '0.0.0.0:0', { listen: { host: '0.0.0.0', port: 0 } }],
  ['NUAGE_LISTEN', '[::1]:8443', { listen: { host: '::1', port: 8443 } }],
  ['NUAGE_LISTEN', 'localhost:80', { listen: { host: 'localhost', port: 80 } }],
  [
    'NUAGE_PUBLIC_URL',
    'https://École.example:8443//cloud/',
    { publicUrl: 'https://xn--cole-9oa.example:8443/cloud' },
  ],
  ['NUAGE_PUBLIC_URL', 'http://[::1]:8080/', { publicUrl: 'http://[::1]:8080' }],
  [
    'NUAGE_TRUSTED_PROXIES',
    '10.0.0.0/8, ::1 fd00::/8',
    { trustedProxies: ['10.0.0.0/8', '::1', 'fd00::/8'] },
  ],
  [
    'NUAGE_DATA',
    'elsewhere',
    { data: '/here/elsewhere', blobs: { kind: 'disk', folder: '/here/elsewhere/blobs' } },
  ],
  [
    'NUAGE_DATABASE',
    'postgres://u:p@db/nuage',
    { database: { kind: 'postgres', url: 'postgres://u:p@db/nuage' } },
  ],
  ['NUAGE_DATABASE', 'postgresql://db/n', { database: { kind: 'postgres', url: 'postgresql://db/n' } }],
  [
    'NUAGE_BLOBS',
    's3://box?endpoint=http://s3',
    { blobs: { kind: 's3', url: 's3://box?endpoint=http://s3' } },
  ],
  ['NUAGE_REDIS', 'rediss://r:6379/1', { redis: 'rediss://r:6379/1' }],
  ['NUAGE_SMTP', 'smtp://mail:25', { smtp: 'smtp://mail:25' }],
  ['NUAGE_CLAMD', 'clam:3310', { clamd: { kind: 'tcp', host: 'clam', port: 3310 } }],
  ['NUAGE_CLAMD', '/run/clamd.sock', { clamd: { kind: 'socket', path: '/run/clamd.sock' } }],
  ['NUAGE_TIMEZONE', 'Indian/Reunion', { timezone: 'Indian/Reunion' }],
  ['NUAGE_THROTTLE', 'off', { throttle: false }],
  ['NUAGE_SECRET', 'sixteen-or-more-', { secret: 'sixteen-or-more-' }],
  ['NUAGE_REDIS', '  ', { redis: undefined }],
]

test.each(good)('%s may be “%s”', (name, value, part) => {
  expect(decide({ [name]: value })).toMatchObject(part)
})

const bad: [name: string, value: string, said: string][] = [
  ['NUAGE_LISTEN', '8080', 'host:port'],
  ['NUAGE_LISTEN', 'localhost:65536', 'host:port'],
  ['NUAGE_LISTEN', '::1:8080', 'host:port'],
  ['NUAGE_LISTEN', '999.0.0.1:80', 'host:port'],
  ['NUAGE_LISTEN', '[localhost]:80', 'host:port'],
  ['NUAGE_PUBLIC_URL', 'cloud.example.org', 'https://'],
  ['NUAGE_PUBLIC_URL', 'ftp://cloud.example.org', 'https://'],
  ['NUAGE_PUBLIC_URL', 'https://cloud.example.org/?a=1', 'https://'],
  ['NUAGE_PUBLIC_URL', 'https://a:b@cloud.example.org', 'https://'],
  ['NUAGE_TRUSTED_PROXIES', '10.0.0.0/33', 'ranges'],
  ['NUAGE_TRUSTED_PROXIES', 'proxy.local', 'ranges'],
  ['NUAGE_TRUSTED_PROXIES', '10.0.0.0/8/8', 'ranges'],
  ['NUAGE_DATABASE', 'mysql://db/nuage', 'postgres://'],
  ['NUAGE_BLOBS', 's3:bucket', 's3://'],
  ['NUAGE_BLOBS', 'disk:blobs', 'disk:/srv/nuage'],
  ['NUAGE_REDIS', 'localhost:6379', 'redis://'],
  ['NUAGE_SMTP', 'http://mail', 'smtp://'],
  ['NUAGE_CLAMD', 'clam', 'host:port'],
  ['NUAGE_TIMEZONE', 'Europe/Pariss', 'Europe/Paris'],
  ['NUAGE_THROTTLE', 'no', 'on or off'],
  ['NUAGE_SECRET', 'short', '16 characters'],
]

test.each(bad)('%s may not be “%s”', (name, value, said) => {
  expect(() => decide({ [name]: value })).toThrow(ConfigError)
  expect(() => decide({ [name]: value })).toThrow(new RegExp(`^${name}.*\\(environment\\).*${said}`))
})

test('a bad value that may hold a password is not shown', () => {
  const said = (name: string, value: string) => {
    try {
      decide({ [name]: value })
    } catch (error) {
      return (error as Error).message
    }
    throw new Error('it was taken')
  }
  expect(said('NUAGE_DATABASE', 'postgres://u:pass/word@db')).not.toContain('word')
  expect(said('NUAGE_SMTP', 'mail://u:hunter2@mail')).not.toContain('hunter2')
  expect(said('NUAGE_SECRET', 'hunter2')).not.toContain('hunter2')
})

test('an unknown name is refused, and the near one named', () => {
  expect(() => decide({ NUAGE_LISTN: '1' })).toThrow(
    'NUAGE_LISTN in the environment is not a setting; did you mean NUAGE_LISTEN?',
  )
  expect(() => decide({ NUAGE_SOMETHING_ELSE: '' })).toThrow(/is not a setting$/)
})

describe('a settings file', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'config-'))
    file = join(folder, 'nuage.conf')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const decideWith = async (text: string, environment: Environment = {}) => {
    await writeFile(file, text)
    return decide({ NUAGE_CONFIG: file, ...environment })
  }

  test('has lines of NAME=value, comments and quotes', async () => {
    const config = await decideWith(
      '\uFEFF# the school\r\nNUAGE_LISTEN = [::]:80 # everywhere\r\n\r\nexport NUAGE_TIMEZONE="Europe/Rome"\r\nNUAGE_DATA=\'/a #b\'\r\n',
    )
    expect(config.listen).toEqual({ host: '::', port: 80 })
    expect(config.timezone).toBe('Europe/Rome')
    expect(config.data).toBe('/a #b')
    expect(config.sources.NUAGE_LISTEN).toBe(file)
    expect(config.sources.NUAGE_CONFIG).toBe('environment')
  })

  test('may be JSON', async () => {
    expect((await decideWith('{ "NUAGE_THROTTLE": "off" }')).throttle).toBe(false)
  })

  test('gives way to the environment', async () => {
    const config = await decideWith('NUAGE_TIMEZONE=Europe/Rome\nNUAGE_THROTTLE=off', {
      NUAGE_TIMEZONE: 'Europe/Oslo',
    })
    expect(config.timezone).toBe('Europe/Oslo')
    expect(config.sources.NUAGE_TIMEZONE).toBe('environment')
    expect(config.throttle).toBe(false)
  })

  test('has relative paths start at its own folder', async () => {
    expect((await decideWith('NUAGE_DATA=./kept')).data).toBe(join(folder, 'kept'))
  })

  const wrong: [text: string, said: string][] = [
    ['NUAGE_TIMZONE=Europe/Rome', 'did you mean NUAGE_TIMEZONE?'],
    ['PATH=/bin', 'PATH in'],
    ['NUAGE_THROTTLE', 'line 1: expected NAME=value'],
    ['NUAGE_THROTTLE=on\nNUAGE_THROTTLE=off', 'twice'],
    ['NUAGE_CONFIG=other', 'may not name another'],
    ['{ "NUAGE_THROTTLE": off }', 'not valid JSON'],
    ['{ "NUAGE_THROTTLE": true }', 'must be a text'],
    ['NUAGE_THROTTLE=maybe', 'expected on or off'],
  ]
  test.each(wrong)('is refused in one line when it says %j', async (text, said) => {
    const message = await decideWith(text).then(
      () => '',
      (error: ConfigError) => error.message,
    )
    expect(message).toContain(said)
    expect(message).toContain(file)
    expect(message).not.toContain('\n')
  })

  test('that is missing is named', () => {
    expect(() => decide({ NUAGE_CONFIG: file })).toThrow(`${file} cannot be read (ENOENT)`)
  })
})

test('settings are described with where they come from and without their secrets', () => {
  const environment = {
    NUAGE_SECRET: 'a-very-long-secret-of-ours',
    NUAGE_DATABASE: 'postgres://nuage:hunter2@db/nuage?password=hunter3',
    NUAGE_BLOBS: 's3://box?endpoint=http://s3&secretAccessKey=hunter4&accessKeyId=hunter5',
    NUAGE_TIMEZONE: 'Europe/Oslo',
  }
  const settings = readSettings(environment, '/here')
  const described = describeSettings(settings, decideConfig(settings, '/program'))
  expect(JSON.stringify(described)).not.toMatch(/hunter|very-long/)
  expect(described).toContainEqual({ name: 'NUAGE_TIMEZONE', value: 'Europe/Oslo', source: 'environment' })
  expect(described).toContainEqual({ name: 'NUAGE_LISTEN', value: undefined, source: 'default' })
  expect(described).toContainEqual({
    name: 'NUAGE_DATABASE',
    value: 'postgres://nuage:***@db/nuage?password=***',
    source: 'environment',
  })
})
