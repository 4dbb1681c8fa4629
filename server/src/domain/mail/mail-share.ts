import type { Writer } from '../../storage/records/records.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { FOLDER, type NodeKind } from '../../vocabulary/node-kind.ts'
import { allows, READ } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { enqueueMail } from './enqueue.ts'
import type { LetterState } from './letter.ts'

interface Row {
  id: number
  kind: number
  node: NodeId
  recipient: string | null
  permissions: number
  note: string
  expires: number | null
  name: string
  node_kind: NodeKind
  token: string | null
  password: string | null
  sharer: PersonId
  sharer_name: string | null
  sharer_language: string | null
}

const SHARE = `SELECT s.id, s.kind, s.node, s.recipient, s.permissions, s.note, s.expires, n.name, n.kind AS node_kind,
    l.token, l.password, s.sharer, p.name AS sharer_name, p.language AS sharer_language
  FROM share s JOIN node n ON n.id = s.node LEFT JOIN link l ON l.share = s.id LEFT JOIN person p ON p.id = s.sharer
  WHERE s.id = ?`
const RECIPIENT = 'SELECT email, language FROM person WHERE id = ? AND removed IS NULL AND enabled = 1'

/**
 * Writes to whom something was shared with, in the transaction that shares it or later: to the colleague, or to the
 * address of a link that was made for one. Groups are not written to.
 * @param to where a public link is to be sent, for links that are nobody's own.
 * @returns what becomes of the letter; undefined when there is nobody to write to.
 * @throws Refusal `bad-request` for no e-mail address, `too-many`.
 */
export async function mailShare(
  writer: Writer,
  domain: Domain,
  share: number,
  by: PersonId,
  to?: string,
): Promise<LetterState | undefined> {
  const row = await writer.get<Row>(SHARE, share)
  if (row === undefined) return undefined
  const about = {
    sharer: row.sharer_name || row.sharer,
    item: row.name,
    folder: row.node_kind === FOLDER,
    note: row.note,
    ends: row.expires,
  }
  const envelope = { person: by, share }
  if (row.token === null) {
    const recipient = await recipientOf(writer, row)
    if (recipient === undefined) return undefined
    const letter = { ...envelope, ...recipient, kind: 'share', facts: { ...about, node: row.node } } as const
    return (await enqueueMail(writer, domain, letter)).state
  }
  const address = to ?? row.recipient
  if (address === null) return undefined
  const { token, password, permissions } = row
  const facts = { ...about, token, password: password !== null, drop: !allows(permissions, READ) }
  const language = row.sharer_language ?? ''
  const letter = { ...envelope, to: address, language, kind: 'link', facts } as const
  return (await enqueueMail(writer, domain, letter)).state
}

const PERSON = 0

async function recipientOf(
  writer: Writer,
  { kind, recipient }: Row,
): Promise<{ to: string; language: string } | undefined> {
  if (kind !== PERSON || recipient === null) return undefined
  const person = await writer.get<{ email: string; language: string }>(RECIPIENT, recipient)
  return person === undefined || person.email === ''
    ? undefined
    : { to: person.email, language: person.language }
}
