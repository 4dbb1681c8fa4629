import type { Writer } from '../../storage/records/records.ts'
import { type Actor, SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'

export interface AuditEntry {
  /** `noun.verb`, e.g. `app-password.issue`. */
  readonly verb: string
  /** Whom or what it was done to. */
  readonly subject: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** Who did what, when and from where; in the transaction of the deed, so that neither exists without the other. */
export async function audit(writer: Writer, domain: Domain, actor: Actor, entry: AuditEntry): Promise<void> {
  await writer.run(
    'INSERT INTO audit (id, at, actor, verb, subject, detail, place) VALUES (?, ?, ?, ?, ?, ?, ?)',
    await writer.ids('row'),
    seconds(domain.now()),
    actor.kind === 'member'
      ? actor.person
      : actor.kind === SYSTEM.kind
        ? null
        : `${actor.kind}:${actor.share}`,
    entry.verb,
    entry.subject,
    JSON.stringify(entry.detail ?? {}),
    actor.kind === SYSTEM.kind ? null : (actor.place ?? null),
  )
}
