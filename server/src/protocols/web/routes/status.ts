import { SetStatus, UserStatus } from '@nuage/contract/api'
import type { Static } from '@nuage/contract/schema'
import { ownStatus } from '../../../domain/user-status/read.ts'
import { clearMessage, setAvailability, setMessage, setPredefined } from '../../../domain/user-status/say.ts'
import { type Call, type Route, route } from '../route.ts'

async function statusNow({ domain, actor }: Call): Promise<UserStatus> {
  const { availability, icon, message, predefined, clearAt } = await ownStatus(domain, actor.person)
  return { availability, icon, message, predefined, clearAt }
}

async function say({ domain, actor }: Call, said: Static<typeof SetStatus>): Promise<void> {
  const { person } = actor
  const { availability, message } = said
  if (availability !== undefined) await setAvailability(domain, person, availability)
  if (message === null) await clearMessage(domain, person)
  else if (message?.predefined !== undefined)
    await setPredefined(domain, person, message.predefined, message.clearAt)
  else if (message !== undefined) {
    const { icon, text, clearAt } = message
    await setMessage(domain, person, { icon, message: text, clearAt })
  }
}

export const statusRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/me/status',
    summary: 'What one says of oneself',
    answer: UserStatus,
    handle: statusNow,
  }),
  route({
    method: 'PUT',
    path: '/me/status',
    summary: 'Says something else; what is absent stays',
    body: SetStatus,
    answer: UserStatus,
    async handle(call) {
      await say(call, call.body)
      return await statusNow(call)
    },
  }),
]
