import type { Member } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { type LinkRow, readLinkByToken } from './link.ts'
import { requireOwn } from './own.ts'

/** A link that is somebody's to change, by the token in its address. @throws Refusal `not-found`. */
export const findOwnLink = async (domain: Domain, actor: Member, token: string): Promise<LinkRow> =>
  requireOwn(await domain.records.read((reader) => readLinkByToken(reader, token)), actor)
