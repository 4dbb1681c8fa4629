import { Devices, NameDevice, NewDevice, OpenSessions, PhoneAddress, PhoneCode } from '@nuage/contract/api'
import { renameAppPassword, revokeAppPassword } from '../../../domain/accounts/app-passwords/change.ts'
import { issueAppPassword } from '../../../domain/accounts/app-passwords/issue.ts'
import { listAppPasswords } from '../../../domain/accounts/app-passwords/list.ts'
import { issuePhoneTicket, TICKET_SECONDS } from '../../../domain/accounts/app-passwords/phone-ticket.ts'
import { markForWipe } from '../../../domain/accounts/app-passwords/wipe.ts'
import { endSession } from '../../../domain/accounts/sessions/change.ts'
import { listSessions } from '../../../domain/accounts/sessions/list.ts'
import { qrCode } from '../../../domain/qr/code.ts'
import { qrBox, qrPath } from '../../../domain/qr/svg.ts'
import { connectUrl } from '../../wire/connect-url.ts'
import { type Route, route } from '../route.ts'

const device = '/me/devices/{device}' as const

/** Who opens one’s account, and with what: only in a browser, so that a lost device cannot shut out its owner. */
export const deviceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/me/devices',
    summary: 'One’s devices and programs, the most recently used first',
    access: 'session',
    answer: Devices,
    handle: async ({ domain, actor }) => ({
      entries: (await listAppPasswords(domain, actor.person)).map(
        ({ id, name, created, lastUsed, lastPlace, wipe }) => ({
          ...{ id, name, created, lastUsed, lastPlace, wiping: wipe },
        }),
      ),
    }),
  }),
  route({
    method: 'POST',
    path: '/me/devices',
    summary: 'A password for one more device or program, shown this once',
    access: 'session',
    body: NameDevice,
    answer: NewDevice,
    status: 201,
    async handle({ domain, actor, body }) {
      const login = actor.person
      const { id, token } = await issueAppPassword(domain, actor, { person: login, name: body.name, login })
      return { id, login, password: token }
    },
  }),
  route({
    method: 'PATCH',
    path: device,
    summary: 'Another name for a device',
    access: 'session',
    body: NameDevice,
    handle: ({ domain, actor, path, body }) =>
      renameAppPassword(domain, actor, { person: actor.person, id: path.device }, body.name),
  }),
  route({
    method: 'DELETE',
    path: device,
    summary: 'Shuts a device out; files on the server stay',
    access: 'session',
    handle: ({ domain, actor, path }) =>
      revokeAppPassword(domain, actor, { person: actor.person, id: path.device }),
  }),
  route({
    method: 'POST',
    path: '/me/devices/{device}/wipe',
    summary: 'Asks a lost device to erase what it keeps of Nuage',
    access: 'session',
    async handle({ domain, actor, path }) {
      await markForWipe(domain, actor, actor.person, path.device)
    },
  }),
  route({
    method: 'POST',
    path: '/me/devices/phone',
    summary: 'A code that connects a phone, once and soon',
    access: 'session',
    body: PhoneAddress,
    answer: PhoneCode,
    status: 201,
    async handle({ domain, actor, body }) {
      const server = body.address.replace(/\/+$/, '')
      const url = connectUrl('onetime-login', server, actor.person, await issuePhoneTicket(domain, actor))
      const code = qrCode(url)
      return { url, seconds: TICKET_SECONDS, box: qrBox(code), path: qrPath(code) }
    },
  }),
  route({
    method: 'GET',
    path: '/me/sessions',
    summary: 'The browsers one is signed in with',
    access: 'session',
    answer: OpenSessions,
    handle: async ({ domain, actor, caller }) => ({
      entries: (await listSessions(domain, actor.person)).map(({ id, client, place, created, lastUsed }) => ({
        ...{ id, client, place, created, lastUsed, current: id === caller.session?.id },
      })),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/me/sessions/{session}',
    summary: 'Signs a browser out',
    access: 'session',
    handle: ({ domain, actor, path }) => endSession(domain, actor, actor.person, path.session),
  }),
]
