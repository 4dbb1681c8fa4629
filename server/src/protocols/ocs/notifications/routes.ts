import { createHash } from 'node:crypto'
import { announce } from '../../../domain/notifications/announce.ts'
import { dismiss, dismissAll } from '../../../domain/notifications/dismiss.ts'
import { findNotification, listNotifications, stillThere } from '../../../domain/notifications/list.ts'
import { ownStatus } from '../../../domain/user-status/read.ts'
import { answer, type MemberCall, NOTHING, type OcsAnswer, OcsFault, type OcsRoute } from '../call.ts'
import { readList, readText } from '../read.ts'
import { notificationRecord, plainRecord } from './record.ts'

const APP = '/apps/notifications/api'
const MOST_ASKED = 200

const numberOf = ({ path }: MemberCall): number => (/^\d{1,10}$/.test(path.id ?? '') ? Number(path.id) : 0)

/** The desktop takes a list without an etag for unchanged and shows nothing (ocs.md §0, trap 9). */
async function list(call: MemberCall): Promise<OcsAnswer> {
  const { domain, caller } = call
  const all = await listNotifications(domain, caller.person.id)
  const etag = createHash('md5')
    .update(all.map(({ id }) => id).join(','))
    .digest('hex')
  const { availability } = await ownStatus(domain, caller.person.id)
  return {
    data: all.map((one) => notificationRecord(call, one)),
    etag,
    headers: { 'X-Nextcloud-User-Status': availability },
  }
}

async function one(call: MemberCall): Promise<OcsAnswer> {
  const found = await findNotification(call.domain, call.caller.person.id, numberOf(call))
  if (found === undefined) throw new OcsFault(404, 'no-notification')
  return answer(notificationRecord(call, found))
}

async function exists(call: MemberCall): Promise<OcsAnswer> {
  const ids = readList(call, 'ids').map(Number)
  if (ids.length > MOST_ASKED || !ids.every(Number.isSafeInteger))
    throw new OcsFault(400, 'bad-parameter', { name: 'ids' })
  return answer(await stillThere(call.domain, call.caller.person.id, ids))
}

async function remove(call: MemberCall): Promise<OcsAnswer> {
  await dismiss(call.domain, call.caller.person.id, numberOf(call))
  return NOTHING
}

async function removeAll({ domain, caller }: MemberCall): Promise<OcsAnswer> {
  await dismissAll(domain, caller.person.id)
  return NOTHING
}

async function tell(call: MemberCall): Promise<OcsAnswer> {
  const said = { subject: readText(call, 'shortMessage') ?? '', message: readText(call, 'longMessage') ?? '' }
  await announce(call.domain, call.caller.actor, call.path.user ?? '', said)
  return NOTHING
}

const route = (
  method: OcsRoute['method'],
  path: string,
  handle: (call: MemberCall) => Promise<OcsAnswer>,
): OcsRoute => ({ method, path: APP + path, access: 'member', handle })

/** What people are told (ocs.md §9). */
export const notificationRoutes: readonly OcsRoute[] = [
  route('GET', '/v1/notifications', async (call) =>
    answer(
      (await listNotifications(call.domain, call.caller.person.id)).map((one) => plainRecord(call, one)),
    ),
  ),
  route('GET', '/v2/notifications', list),
  ...['/v1', '/v2'].flatMap((version) => [
    route('GET', `${version}/notifications/{id}`, one),
    route('DELETE', `${version}/notifications/{id}`, remove),
    route('DELETE', `${version}/notifications`, removeAll),
    route('POST', `${version}/admin_notifications/{user}`, tell),
  ]),
  route('POST', '/v2/notifications/exists', exists),
]
