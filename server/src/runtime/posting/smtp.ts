import { createTransport } from 'nodemailer'
import type { Sendable } from '../../domain/mail/letter.ts'
import { type Postman, PostmanAway, Undeliverable } from '../../domain/mail/postman.ts'
import { composeLetter, type Letterhead } from '../../protocols/wire/letters.ts'
import type { SmtpConfig } from '../config/parse-smtp.ts'
import { redactUrls } from '../config/redact.ts'

const SECOND = 1_000
/** All together shorter than the time after which a letter is tried by another process. */
const PATIENCE = {
  connectionTimeout: 30 * SECOND,
  greetingTimeout: 30 * SECOND,
  socketTimeout: 120 * SECOND,
  dnsTimeout: 30 * SECOND,
}

interface SmtpError extends Error {
  readonly code?: string
  readonly responseCode?: number
  readonly command?: string
}

/** What is wrong with the way to the server, not with the letter. */
const WAY = new Set([
  'ECONNECTION',
  'ESOCKET',
  'ETIMEDOUT',
  'EDNS',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'EPROXY',
])

function told(error: SmtpError): Error {
  const said = redactUrls(error.message)
  if (error.code !== undefined && WAY.has(error.code)) return new PostmanAway(said)
  const refused = error.responseCode ?? 0
  // RFC 5321 §4.2.1: 5yz will not change by trying again.
  return refused >= 500 && refused < 600 ? new Undeliverable(said) : new Error(said)
}

/** Hands letters to a mail server. */
export function openSmtp(config: SmtpConfig, head: Letterhead): Postman {
  const { host, port, secure, requireTLS, ignoreTLS, local, auth, from } = config
  const transport = createTransport({
    ...{ host, port, secure, requireTLS, ignoreTLS, ...PATIENCE },
    tls: { rejectUnauthorized: !local },
    ...(auth === undefined ? {} : { auth }),
    // A letter is text of ours: nothing in it is a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return {
    async deliver(letter) {
      const { subject, text, html } = composeLetter(letter, head)
      try {
        await transport.sendMail({
          from: { name: senderOf(letter), address: from },
          to: { name: '', address: letter.to },
          ...{ subject, text, html },
          // The same at every try: a server that had taken it before knows it again.
          messageId: `<letter-${letter.id}-${letter.created}@${domain}>`,
          date: new Date(letter.created * SECOND),
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
      } catch (error) {
        throw told(error as SmtpError)
      }
    },
    async close() {
      transport.close()
    },
  }
}

const senderOf = ({ kind, facts }: Sendable): string =>
  kind === 'security' || kind === 'account' ? 'Nuage' : `${facts.sharer} (Nuage)`
