import { Access, ChangeShare, NewShare, Share } from '@nuage/contract/api'
import { readAccess } from '../../../domain/shares/access.ts'
import { createAndShow } from '../../../domain/shares/create.ts'
import { endShare } from '../../../domain/shares/remove.ts'
import { GROUP, PERSON } from '../../../domain/shares/share.ts'
import { showShare } from '../../../domain/shares/show.ts'
import { updateShare } from '../../../domain/shares/update.ts'
import { accessOf, askingOf, shareOf } from '../render/share.ts'
import { type Call, type Route, route } from '../route.ts'

async function one(call: Call, id: number): Promise<Share> {
  const { shares } = await showShare(call.domain, call.actor, id)
  return shareOf(askingOf(call), shares[0]!)
}

/** What is said of a share, in the words of the domain. */
const termsOf = ({ rights, download, expires, note }: ChangeShare) => ({
  ...{ permissions: rights, download, end: expires, note },
})

export const shareRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/items/{id}/access',
    summary: 'Who has access to something, by what, and how it may be shared',
    answer: Access,
    handle: async (call) => accessOf(call, await readAccess(call.domain, call.actor, call.path.id)),
  }),
  route({
    method: 'POST',
    path: '/items/{id}/shares',
    summary: 'Gives something to a person or a group; what they have already stays as it is',
    body: NewShare,
    answer: Share,
    status: 201,
    async handle(call) {
      const { domain, actor, path, body } = call
      const { kind, id: recipient, mail, ...terms } = body
      const { shares } = await createAndShow(domain, actor, {
        ...{ node: path.id, kind: kind === 'group' ? GROUP : PERSON, with: recipient, mail },
        ...termsOf(terms),
      })
      return shareOf(askingOf(call), shares[0]!)
    },
  }),
  route({
    method: 'PATCH',
    path: '/shares/{share}',
    summary: 'Changes what a person or group was given',
    body: ChangeShare,
    answer: Share,
    async handle(call) {
      const { domain, actor, path, body } = call
      await updateShare(domain, actor, path.share, termsOf(body), 'internal')
      return await one(call, path.share)
    },
  }),
  route({
    method: 'DELETE',
    path: '/shares/{share}',
    summary: 'Takes back what a person or group was given',
    handle: ({ domain, actor, path }) => endShare(domain, actor, path.share, 'internal'),
  }),
]
