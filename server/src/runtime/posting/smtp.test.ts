import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import type { Letter } from '../../domain/mail/letter.ts'
import { PostmanAway, Undeliverable } from '../../domain/mail/postman.ts'
import { parseSmtp } from '../config/parse-smtp.ts'
import { openSmtp } from './smtp.ts'

const head = { base: 'https://cloud.example.org/nuage', timeZone: 'Europe/Paris' }
const opened: SMTPServer[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await new Promise<void>((done) => server.close(() => done()))
})

interface Arrived {
  readonly from: string
  readonly to: readonly string[]
  readonly secure: boolean
  readonly user: unknown
  readonly source: string
}

interface Wish {
  refuse?(to: string): (Error & { responseCode: number }) | undefined
  readonly password?: string
}

/** A mail server on this machine that keeps what it takes. */
async function mailServer({ refuse, password }: Wish = {}) {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    authOptional: password === undefined,
    logger: false,
    onAuth(auth, _session, done) {
      if (auth.password === password) done(null, { user: auth.username ?? '' })
      else done(new Error('wrong password'))
    },
    onRcptTo: ({ address }, _session, done) => done(refuse?.(address)),
    onData(stream, session, done) {
      text(stream).then((source) => {
        const { mailFrom, rcptTo } = session.envelope
        arrived.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: session.user,
          source,
        })
        done()
      }, done)
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  opened.push(server)
  return { arrived, port: (server.server.address() as AddressInfo).port }
}

const open = (port: number, user = '', query = 'from=nuage@example.org') =>
  openSmtp(parseSmtp(`smtp://${user}127.0.0.1:${port}?${query}`, 'cloud.example.org'), head)

const envelope = { id: 7, to: 'bob@example.org', state: 'waiting', tries: 1, next: 0, error: null } as const
const link: Letter = {
  ...envelope,
  ...{ language: 'fr', kind: 'link', person: 'alice', share: 3, created: 1_795_000_000 },
  facts: {
    ...{ sharer: 'Zoë Müller', item: 'Relevés <b>', folder: true, token: 'abcDEF123' },
    ...{ note: 'Bonjour,\nà lire & à signer', password: true, drop: false, ends: 1_795_305_600 },
  },
}
const share: Letter = {
  ...envelope,
  ...{ language: 'en', kind: 'share', person: 'alice', share: 4, created: 1_795_000_000 },
  facts: { sharer: 'Zoë', item: 'a.txt', folder: false, node: 93, note: '', ends: null },
}

/** The parts of a multipart message, decoded, by their types. */
function partsOf(source: string): Map<string, string> {
  const [, boundary] = /boundary="([^"]+)"/.exec(source) ?? []
  const parts = source.split(`--${boundary}`).slice(1, -1)
  return new Map(
    parts.map((part) => {
      const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n')
      const [, type = ''] = /content-type: ([^;\r\n]+)/i.exec(head) ?? []
      const body = rest.join('\r\n\r\n')
      const base64 = /transfer-encoding: base64/i.test(head)
      const quoted = /transfer-encoding: quoted-printable/i.test(head)
      const bytes = base64 ? Buffer.from(body, 'base64') : quoted ? unquote(body) : Buffer.from(body)
      return [type, bytes.toString('utf8').replaceAll('\r\n', '\n')]
    }),
  )
}

const unquote = (body: string): Buffer =>
  Buffer.from(
    body
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

test('a link arrives in French, as plain text and as HTML in which nothing of the sender’s runs', async () => {
  const { arrived, port } = await mailServer()
  const postman = open(port)
  await postman.deliver(link)
  await postman.close()
  const [letter] = arrived
  expect(letter).toMatchObject({ from: 'nuage@example.org', to: ['bob@example.org'] })
  const parts = partsOf(letter!.source)
  const plain = parts.get('text/plain')!
  expect(plain).toContain('Zoë Müller vous donne accès au dossier «\u00a0Relevés <b>\u00a0» sur Nuage.')
  expect(plain).toContain('> Bonjour,\n> à lire & à signer')
  expect(plain).toContain('\nhttps://cloud.example.org/nuage/s/abcDEF123\n')
  expect(plain).toMatch(/mot de passe/)
  expect(plain).toMatch(/prend fin le .*2026/)
  const html = parts.get('text/html')!
  expect(html).toContain('<a href="https://cloud.example.org/nuage/s/abcDEF123">')
  expect(html).toContain('Relevés &lt;b&gt;')
  expect(html).toContain('à lire &amp; à signer')
  expect(letter!.source).toMatch(/^Message-ID: <letter-7-1795000000@example\.org>/im)
  expect(letter!.source).toMatch(/^Auto-Submitted: auto-generated/im)
})

test('a share is announced in the words of its receiver, with an address that leads to it', async () => {
  const { arrived, port } = await mailServer()
  const postman = open(port)
  await postman.deliver(share)
  await postman.close()
  const plain = partsOf(arrived[0]!.source).get('text/plain')!
  expect(plain).toContain('Zoë shared the file “a.txt” with you on Nuage.')
  expect(plain).toContain('https://cloud.example.org/nuage/f/93')
})

test('a server that says never is told from one that says later, and from none', async () => {
  const answer = (responseCode: number) => Object.assign(new Error('no'), { responseCode })
  const never = await mailServer({ refuse: () => answer(550) })
  const later = await mailServer({ refuse: () => answer(450) })
  await expect(open(never.port).deliver(link)).rejects.toBeInstanceOf(Undeliverable)
  const fault = await open(later.port)
    .deliver(link)
    .catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(Error)
  expect(fault).not.toBeInstanceOf(Undeliverable)
  expect(fault).not.toBeInstanceOf(PostmanAway)
  const gone = await mailServer()
  await new Promise<void>((done) => opened.pop()!.close(() => done()))
  await expect(open(gone.port).deliver(link)).rejects.toBeInstanceOf(PostmanAway)
  expect([...never.arrived, ...later.arrived, ...gone.arrived]).toEqual([])
})

test('a password is given over an encrypted line, and a wrong one is the operator’s trouble, not the letter’s', async () => {
  const { arrived, port } = await mailServer({ password: 'hush hush' })
  await open(port, 'nuage:hush%20hush@').deliver(share)
  expect(arrived).toMatchObject([{ secure: true, user: 'nuage' }])
  await expect(open(port, 'nuage:wrong@').deliver(share)).rejects.toBeInstanceOf(PostmanAway)
})

test.each([
  ['smtp://mail.example.org', { port: 587, secure: false, requireTLS: false, from: 'nuage@c.example.org' }],
  ['smtps://mail.example.org', { port: 465, secure: true }],
  ['smtp://a:b%40@mail.example.org:25', { port: 25, requireTLS: true, auth: { user: 'a', pass: 'b@' } }],
  ['smtp://a:b@mail.example.org?tls=off', { requireTLS: false, ignoreTLS: true }],
  ['smtp://a:b@localhost', { requireTLS: false, local: true }],
  ['smtp://mail.example.org?tls=required&from=no-reply@x.fr', { requireTLS: true, from: 'no-reply@x.fr' }],
])('%s is understood', (value, meant) => {
  expect(parseSmtp(value, 'c.example.org')).toMatchObject(meant)
})

test.each([
  'mail:25',
  'http://mail',
  'smtp://',
  'smtp://mail?form=a@b',
  'smtp://mail?from=ab',
  'smtp://mail?tls=1',
])('%s is not understood', (value) => {
  expect(() => parseSmtp(value, 'c.example.org')).toThrow(/smtp:\/\//)
})
