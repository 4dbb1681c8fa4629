import {
  ChangeLink,
  Link,
  NewLink,
  ProposedPassword,
  ReopenLink,
  SendLink,
  SentLetter,
  ShortenLink,
} from '@nuage/contract/api'
import { reactivateLink } from '../../../domain/links/reactivate.ts'
import { sayablePassword } from '../../../domain/links/sayable.ts'
import { sendLink } from '../../../domain/links/send.ts'
import { shortenLink, unshortenLink } from '../../../domain/links/short.ts'
import { createAndShow } from '../../../domain/shares/create.ts'
import { endShare } from '../../../domain/shares/remove.ts'
import { LINK, MAIL } from '../../../domain/shares/share.ts'
import { showShare } from '../../../domain/shares/show.ts'
import { updateShare } from '../../../domain/shares/update.ts'
import { composeLetter } from '../../wire/letters.ts'
import { askingOf, linkOf } from '../render/share.ts'
import { type Call, type Route, route } from '../route.ts'

async function one(call: Call, id: number): Promise<Link> {
  const { shares } = await showShare(call.domain, call.actor, id)
  return linkOf(askingOf(call), shares[0]!)
}

/** What is said of a link, in the words of the domain. */
const termsOf = ({ rights, download, expires, label, note, password }: ChangeLink) => ({
  ...{ permissions: rights, download, end: expires, label, note },
  password: password === null ? '' : password,
})

export const linkRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/items/{id}/links',
    summary: 'A new public link; without a wish, to read and download',
    body: NewLink,
    answer: Link,
    status: 201,
    async handle(call) {
      const { domain, actor, path, body } = call
      const { to, ...terms } = body
      const { shares } = await createAndShow(domain, actor, {
        ...{ node: path.id, kind: to === undefined ? LINK : MAIL, with: to },
        ...termsOf(terms),
      })
      return linkOf(askingOf(call), shares[0]!)
    },
  }),
  route({
    method: 'PATCH',
    path: '/links/{link}',
    summary: 'Changes what a link allows, its password, end, label or note',
    body: ChangeLink,
    answer: Link,
    async handle(call) {
      const { domain, actor, path, body } = call
      await updateShare(domain, actor, path.link, termsOf(body), 'link')
      return await one(call, path.link)
    },
  }),
  route({
    method: 'DELETE',
    path: '/links/{link}',
    summary: 'Removes a link for good; to end it, give it an end',
    handle: ({ domain, actor, path }) => endShare(domain, actor, path.link, 'link'),
  }),
  route({
    method: 'POST',
    path: '/links/{link}/reactivate',
    summary: 'Opens a link that has ended again, at the same address',
    body: ReopenLink,
    answer: Link,
    async handle(call) {
      await reactivateLink(call.domain, call.actor, call.path.link, call.body.expires)
      return await one(call, call.path.link)
    },
  }),
  route({
    method: 'POST',
    path: '/links/{link}/short',
    summary: 'A short address to read aloud, or more time for the one there is',
    body: ShortenLink,
    answer: Link,
    async handle(call) {
      await shortenLink(call.domain, call.actor, call.path.link, call.body.days)
      return await one(call, call.path.link)
    },
  }),
  route({
    method: 'DELETE',
    path: '/links/{link}/short',
    summary: 'Takes the short address away',
    handle: ({ domain, actor, path }) => unshortenLink(domain, actor, path.link),
  }),
  route({
    method: 'POST',
    path: '/links/{link}/letters',
    summary: 'Sends a link by e-mail, or tells the text to copy where no mail is sent',
    body: SendLink,
    answer: SentLetter,
    async handle({ domain, actor, base, path, body }) {
      const letter = await sendLink(domain, actor, path.link, body.to)
      const { subject, text } = composeLetter(letter, { base, timeZone: domain.timezone ?? 'UTC' })
      return { state: letter.state, subject, text }
    },
  }),
  route({
    method: 'POST',
    path: '/links/password',
    summary: 'A password that can be said aloud, to be offered',
    answer: ProposedPassword,
    handle: () => ({ password: sayablePassword() }),
  }),
]
