import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { readPersonRow } from '../accounts/people/find.ts'
import type { Domain } from '../domain.ts'
import { reach } from '../versions/list.ts'
import type { Node } from './node.ts'
import { requireBytes } from './open.ts'

/** Seconds: a long film, and a pause in it. */
const VALID = 8 * 3600

/** Node, person, app password (0: none), end in seconds. */
type Claim = readonly [NodeId, string, number, number]

const sealOf = (domain: Domain, claim: string): Buffer =>
  createHmac('sha256', domain.secret).update(`direct link\0${claim}`).digest()

async function readable(reader: Reader, member: Member, id: NodeId, now: number): Promise<Node> {
  const { node, permissions } = await reach(reader, member, id, now)
  if (node.kind !== FILE) throw new Refusal('wrong-kind', 'not-a-file')
  requireBytes({ permissions })
  return node
}

/**
 * What a media player may fetch a file by, without credentials, for eight hours: nothing is stored, and each use
 * looks again whether the person may still read the file and the device is still theirs.
 * @throws Refusal `not-found`, `not-permitted`, `wrong-kind` for a folder.
 */
export async function issueDirectLink(
  domain: Domain,
  who: { member: Member; appPassword?: number | undefined },
  id: NodeId,
): Promise<string> {
  await domain.records.read((reader) => readable(reader, who.member, id, seconds(domain.now())))
  const claim: Claim = [id, who.member.person, who.appPassword ?? 0, seconds(domain.now()) + VALID]
  const text = Buffer.from(JSON.stringify(claim)).toString('base64url')
  return `${text}.${sealOf(domain, text).toString('base64url')}`
}

function claimOf(domain: Domain, token: string): Claim | undefined {
  const [text = '', seal = ''] = token.split('.')
  const given = Buffer.from(seal, 'base64url')
  const expected = sealOf(domain, text)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Claim
}

const missing = (): Refusal => new Refusal('not-found', 'address-unknown')
const DEVICE = 'SELECT 1 AS found FROM app_password WHERE id = ? AND person = ? AND wipe = 0'

/** @throws Refusal `not-found` for one that is forged, too old, or of a device that was cut off. */
export async function openDirectLink(domain: Domain, token: string): Promise<{ member: Member; node: Node }> {
  const claim = claimOf(domain, token)
  if (claim === undefined) throw missing()
  const [id, person, appPassword, end] = claim
  if (end <= seconds(domain.now())) throw missing()
  return await domain.records.read(async (reader) => {
    const row = await readPersonRow(reader, person)
    if (row === undefined || row.enabled !== 1) throw missing()
    if (appPassword !== 0 && (await reader.get(DEVICE, appPassword, person)) === undefined) throw missing()
    const member: Member = { kind: 'member', person, admin: row.admin === 1 }
    try {
      return { member, node: await readable(reader, member, id, seconds(domain.now())) }
    } catch (error) {
      // Whoever holds the address of something that they see no more learns nothing from it.
      throw error instanceof Refusal && error.kind === 'not-found' ? missing() : error
    }
  })
}
