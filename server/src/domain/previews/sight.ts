import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { allows, DOWNLOAD } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { reach } from '../versions/list.ts'
import { kindOf, type PreviewKind } from './kind.ts'
import { type Subject, subjectOf } from './subject.ts'

/** A file that is looked at page by page. */
export interface Sight {
  readonly subject: Subject
  readonly kind: PreviewKind
  /** Whoever looks may have the bytes too: what they are shown bears no mark. */
  readonly free: boolean
}

const none = (id: NodeId): Refusal =>
  new Refusal('not-found', 'node-missing', { facts: { path: String(id) } })

/** What is played has no pages. @throws Refusal `not-found`. */
export function sightOf(subject: Subject, free: boolean): Sight {
  const kind = kindOf(subject)
  if (kind === undefined || kind === 'video') throw none(subject.node)
  return { subject, kind, free }
}

/** Looking is free to all who see a file, also where its bytes may not be had. @throws Refusal `not-found`. */
export async function sightById(domain: Domain, actor: Member, id: NodeId): Promise<Sight> {
  const { node, permissions } = await domain.records.read((reader) =>
    reach(reader, actor, id, seconds(domain.now())),
  )
  return sightOf(subjectOf(node), allows(permissions, DOWNLOAD))
}
