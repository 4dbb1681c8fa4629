import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Arrived {
  readonly to: readonly string[]
  /** Its plain text. */
  readonly text: string
  /** The first address in it; empty without one. */
  readonly link: string
}

export interface Mailbox {
  /** For `NUAGE_SMTP`. */
  readonly address: string
  readonly letters: readonly Arrived[]
  /** The latest letter to somebody. @throws when there is none. */
  latest(to: string): Arrived
  close(): Promise<void>
}

/** A mail server on this machine that keeps what it takes. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Arrived[] = []
  const server = new SMTPServer({
    ...{ authOptional: true, logger: false, disabledCommands: ['STARTTLS'] },
    onData(stream, session, done) {
      text(stream).then((source) => {
        const plain = plainText(source)
        const to = session.envelope.rcptTo.map(({ address }) => address)
        letters.push({ to, text: plain, link: /^https?:\S+$/m.exec(plain)?.[0] ?? '' })
        done()
      }, done)
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    address: `smtp://127.0.0.1:${port}?from=nuage@example.org&tls=off`,
    letters,
    latest(to) {
      const found = letters.findLast((letter) => letter.to.includes(to))
      if (found === undefined) throw new Error(`no letter went to ${to}`)
      return found
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** The part of a letter that is plain text (RFC 2045 §6). */
function plainText(source: string): string {
  const boundary = /boundary="([^"]+)"/.exec(source)?.[1]
  const parts = boundary === undefined ? [source] : source.split(`--${boundary}`)
  const part = parts.find((one) => /content-type: text\/plain/i.test(one)) ?? source
  const [head = '', ...rest] = part.replace(/^\r?\n/, '').split(/\r?\n\r?\n/)
  const body = rest.join('\n\n').replaceAll('\r\n', '\n')
  const encoding = /content-transfer-encoding: (\S+)/i.exec(head)?.[1]?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
