import type { FastifyReply } from 'fastify'
import { welcome } from '../../../domain/accounts/identities/welcome.ts'
import type { ProviderRow, Statement } from '../../../domain/providers/provider.ts'
import { enter } from '../account/enter.ts'
import type { Visit } from '../visit.ts'
import type { Pending } from './pending.ts'

/** A provider said who it is: the person's session begins, and the page they asked for follows. */
export async function arrive(
  visit: Visit,
  provider: ProviderRow,
  statement: Statement,
  pending: Pick<Pending, 'to' | 'remember' | 'academy'>,
): Promise<FastifyReply> {
  const { academy } = pending
  const { person } = await welcome(visit.domain, {
    ...{ provider, statement, academy, place: visit.request.ip },
  })
  const { subject, sid, context } = statement
  const to = await enter(visit, {
    ...{ person, remember: pending.remember, to: pending.to },
    provider: { id: provider.id, subject, ...(sid === undefined ? {} : { sid }) },
    vouched: context !== undefined && provider.settings.strong.includes(context),
  })
  return visit.redirect(to)
}
