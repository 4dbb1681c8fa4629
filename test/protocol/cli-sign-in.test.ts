import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { welcome } from '../../server/src/domain/accounts/identities/welcome.ts'
import { findProvider } from '../../server/src/domain/providers/find.ts'
import type { SamlSettings } from '../../server/src/domain/providers/provider.ts'
import { commandLine } from '../rigs/command-line.ts'

const KEYS = join(import.meta.dirname, 'sign-in/keys')

const { nuage, json, inside, path } = commandLine()

test('an OpenID Connect provider, the academy it serves and who came through it', async () => {
  const secret = 'hush-hush-hush'
  const add =
    'provider add aen --name AEN --issuer https://idp.example.org --client nuage --secret-stdin --map id=uid'
  expect(await nuage(add.split(' '), `${secret}\n`)).toEqual({
    ...{ code: 0, err: '', out: 'added aen; it answers to …/login/oidc/aen' },
  })
  const shown = await json('provider', 'list', 'aen')
  expect(shown).toMatchObject({
    id: 'aen',
    kind: 'oidc',
    settings: { secret: '***', mapping: { id: 'uid' } },
  })
  expect(JSON.stringify(shown)).not.toContain(secret)
  expect((await nuage(['provider', 'list'])).out).toBe('aen\toidc\tAEN\ton')

  const academy = await json(
    ...['academy', 'add', 'dijon', '--name', 'Académie de Dijon', '--region', 'Bourgogne-Franche-Comté'],
    ...['--zone', 'Europe/Paris', '--year-starts', '08-30', '--provider', 'aen', '--accent', '#7A1F5C'],
    ...['--domain', 'ac-dijon.fr', '--domain', 'personnels.fr:sign-up', '--quota', '1GB'],
  )
  expect(academy).toMatchObject({
    ...{ id: 'dijon', name: 'Académie de Dijon', yearStarts: '08-30', providers: ['aen'], enabled: true },
    domains: [
      { domain: 'ac-dijon.fr', signUp: false },
      { domain: 'personnels.fr', signUp: true },
    ],
    brand: { accent: '#7a1f5c' },
  })
  expect((await json('settings', 'get', 'quota.default', '--academy', 'dijon')).value).toBe(String(1024 ** 3))
  expect((await nuage(['academy', 'list'])).out).toBe(
    'dijon\tAcadémie de Dijon\taen\tac-dijon.fr personnels.fr:sign-up',
  )
  expect(await json('academy', 'set', 'dijon', '--off', '--provider', '', '--region', '')).toMatchObject({
    ...{ enabled: false, providers: [], region: '', name: 'Académie de Dijon' },
  })
  await json('academy', 'set', 'dijon', '--on', '--provider', 'aen')

  await json('group', 'add', 'profs')
  await json('provider', 'map-group', 'aen', '0210001A', 'profs')
  expect((await json('provider', 'list', 'aen')).groups).toEqual([{ name: '0210001A', group: 'profs' }])
  await json('provider', 'map-group', 'aen', '0210001A', '--unset')
  expect((await json('provider', 'list', 'aen')).groups).toEqual([])

  await inside(async ({ domain }) => {
    const provider = await findProvider(domain, 'aen')
    const statement = { subject: '4711', attributes: { uid: 'zoe', name: 'Zoé' } }
    await welcome(domain, { provider, statement, academy: 'dijon', place: '192.0.2.1' })
  })
  expect(await json('identity', 'list', 'zoe')).toMatchObject([{ provider: 'aen', subject: '4711' }])
  expect((await nuage(['provider', 'remove', 'aen'])).code).toBe(1)
  await json('identity', 'part', 'aen', '4711')
  await json('identity', 'join', 'zoe', 'aen', '4712')
  expect((await nuage(['identity', 'list', 'zoe'])).out).toMatch(/^aen\t4712\t\d{4}-/)
  expect((await nuage(['academy', 'remove', 'dijon'])).err).toContain('dijon')
  await json('provider', 'remove', 'aen', '--force')
  expect(await json('provider', 'list')).toEqual([])
  await json('user', 'remove', 'zoe')
  await json('academy', 'remove', 'dijon')
  expect(await json('academy', 'list')).toEqual([])
})

test('a SAML provider whose certificate, address and key are given as files', async () => {
  const certificate = await readFile(join(KEYS, 'certificate.pem'), 'utf8')
  const key = await readFile(join(KEYS, 'key.pem'), 'utf8')
  const files = {
    chain: path('chain.pem'),
    pair: path('pair.pem'),
    no: path('no.pem'),
  }
  await writeFile(files.chain, `some words\n${certificate}\n${certificate}`)
  await writeFile(files.pair, `${key}\n${certificate}`)
  await writeFile(files.no, 'no certificate')
  const shown = await json(
    ...['provider', 'add', 'ent', '--entity', 'https://idp.example.org/', '--signed-answers'],
    ...['--address', 'https://idp.example.org/sso', '--certificate', files.chain, '--key', files.pair],
    ...['--sign-out', 'https://idp.example.org/out'],
  )
  expect(shown).toMatchObject({
    kind: 'saml',
    settings: {
      ...{ entity: 'https://idp.example.org/', address: 'https://idp.example.org/sso', signedAnswers: true },
      ...{ key: '***', signOut: 'https://idp.example.org/out' },
      certificates: [certificate.trim(), certificate.trim()],
    },
  })
  const kept = async () =>
    (await inside(({ domain }) => findProvider(domain, 'ent'))).settings as SamlSettings
  expect((await kept()).key).toContain('PRIVATE KEY')
  await json('provider', 'set', 'ent', '--no-signed-answers', '--key', '', '--sign-out', '')
  expect(await kept()).toEqual(
    expect.not.objectContaining({ key: expect.anything(), signOut: expect.anything() }),
  )
  expect(await kept()).toMatchObject({
    signedAnswers: false,
    certificates: [certificate.trim(), certificate.trim()],
  })
  const metadata = 'https://idp.example.org/metadata'
  await json('provider', 'set', 'ent', '--metadata', metadata, '--address', '', '--certificate', '')
  expect(await kept()).toMatchObject({ metadata, certificates: [] })
  for (const [typed, line, code] of [
    [['provider', 'set', 'ent', '--metadata', ''], /metadata/, 1],
    [['provider', 'set', 'ent', '--certificate', files.no], /certificates/, 1],
    [['provider', 'set', 'ent', '--key', files.chain], /key/, 1],
    [['provider', 'set', 'ent', '--certificate', path('absent')], /there is no file/, 1],
    [['provider', 'set', 'ent', '--issuer', 'https://x.example'], /for OpenID Connect/, 2],
    [['provider', 'add', 'x'], /--issuer and --client are needed/, 2],
    [['provider', 'set', 'ent', '--sign-out', 'http://idp.example.org'], /sign-out/, 1],
  ] as const) {
    const answer = await nuage(typed)
    expect([typed.join(' '), answer.code, answer.out]).toEqual([typed.join(' '), code, ''])
    expect(answer.err).toMatch(line)
    expect(answer.err).not.toContain('PRIVATE')
  }
  await json('provider', 'remove', 'ent')
})

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><rect width="9" height="9"/></svg>'

test('tiles are added, changed, put in order and removed, with pictures from files', async () => {
  const [logo, text] = [path('logo.svg'), path('text.png')]
  await writeFile(logo, SVG)
  await writeFile(text, 'not a picture')
  await json('academy', 'add', 'lyon', '--name', 'Académie de Lyon', '--logo', logo)
  expect((await json('academy', 'list'))[0].logo).toMatch(/^[0-9a-f]{32}$/)
  const tile = ['academy', 'tile']
  const evento = await json(
    ...[...tile, 'add', 'lyon', 'evento', '--address', 'https://evento.example.org', '--name', 'Evento'],
    ...['--line', 'Trouver une date', '--picture', logo],
  )
  expect(evento).toMatchObject({
    id: 'evento',
    name: 'Evento',
    picture: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
  await inside(async ({ domain }) => {
    const row = await domain.records.get<{ data: string }>(
      "SELECT data FROM academy_picture WHERE place = 'tile evento'",
    )
    const bytes = Buffer.from(row!.data, 'base64')
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.toString('latin1')).not.toContain('script')
  })
  expect((await nuage([...tile, 'add', 'lyon', 'visio', '--address', 'https://visio.example.org'])).out).toBe(
    'added visio to lyon',
  )
  expect((await nuage([...tile, 'order', 'lyon', 'visio'])).out).toBe('visio evento')
  await json(...tile, 'set', 'lyon', 'evento', '--picture', '', '--line', '')
  expect((await nuage([...tile, 'list', 'lyon'])).out).toBe(
    'visio\tvisio\thttps://visio.example.org/\nevento\tEvento\thttps://evento.example.org/',
  )
  for (const [typed, line, code] of [
    [['add', 'lyon', 'x'], /--address is needed/, 2],
    [['add', 'lyon', 'x', '--address', 'http://x.example'], /https/, 1],
    [['add', 'lyon', 'x', '--address', 'https://x.example', '--picture', text], /picture cannot be read/, 1],
    [['add', 'lyon', 'x', '--address', 'https://x.example', '--picture', path('none')], /no file/, 1],
    [['add', 'lyon', 'visio', '--address', 'https://x.example'], /already/, 1],
    [['set', 'lyon', 'none'], /no application/, 1],
    [['list', 'none'], /none/, 1],
  ] as const) {
    const answer = await nuage([...tile, ...typed])
    expect([typed.join(' '), answer.code, answer.out]).toEqual([typed.join(' '), code, ''])
    expect(answer.err).toMatch(line)
  }
  await json(...tile, 'remove', 'lyon', 'visio')
  expect(await json(...tile, 'list', 'lyon')).toMatchObject([{ id: 'evento' }])
  await json('academy', 'remove', 'lyon')
})
