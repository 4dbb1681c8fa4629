import { createAndShow, type ShareWish } from '../../../domain/shares/create.ts'
import { removeShare } from '../../../domain/shares/remove.ts'
import { showShare } from '../../../domain/shares/show.ts'
import { type ShareChange, updateShare } from '../../../domain/shares/update.ts'
import { writeAgain } from '../../../domain/shares/write-again.ts'
import { type MemberCall, NOTHING, type OcsAnswer, OcsFault, type OcsRoute } from '../call.ts'
import { readInteger, readText } from '../read.ts'
import { asked, making } from './faults.ts'
import { SHARES } from './places.ts'
import { readFlag, readJsonText, readKind, requireId, requirePath } from './read.ts'
import { type RecordOptions, shareRecords } from './record.ts'

async function recordOf(call: MemberCall, id: number, options?: RecordOptions) {
  const shown = await asked(() => showShare(call.domain, call.caller.actor, id))
  return shareRecords(call, shown, options)[0]!
}

const changeOf = (call: MemberCall): ShareChange => ({
  permissions: readInteger(call, 'permissions'),
  publicUpload: readFlag(call, 'publicUpload'),
  password: readText(call, 'password'),
  end: readText(call, 'expireDate'),
  note: readText(call, 'note'),
  label: readText(call, 'label'),
  attributes: readJsonText(call, 'attributes'),
  hideDownload: readFlag(call, 'hideDownload'),
})

const wishOf = (call: MemberCall): ShareWish => ({
  path: requirePath(call),
  kind: readKind(call),
  with: readText(call, 'shareWith'),
  ...changeOf(call),
  mail: readFlag(call, 'sendMail'),
})

async function create(call: MemberCall): Promise<OcsAnswer> {
  const wish = wishOf(call)
  demandNoTalk(call)
  const shown = await createAndShow(call.domain, call.caller.actor, wish)
  return { data: shareRecords(call, shown, { mail: wish.mail ?? true })[0]! }
}

/** Passwords are said by nobody here. */
function demandNoTalk(call: MemberCall): void {
  if (readFlag(call, 'sendPasswordByTalk') === true)
    throw new OcsFault(403, 'sharing.no-talk', { path: readText(call, 'path') ?? '' })
}

const KNOWN = [
  ...['permissions', 'password', 'publicUpload', 'expireDate', 'note', 'label', 'hideDownload', 'attributes'],
  ...['sendMail', 'sendPasswordByTalk', 'token'],
]

async function update(call: MemberCall): Promise<OcsAnswer> {
  const id = requireId(call)
  const { domain, caller } = call
  await asked(() => showShare(domain, caller.actor, id, 'to-change'))
  if (KNOWN.every((name) => (call.parameters.get(name) ?? null) === null))
    throw new OcsFault(400, 'sharing.nothing')
  demandNoTalk(call)
  const token = readText(call, 'token')
  await asked(() => updateShare(domain, caller.actor, id, { ...changeOf(call), token }))
  return { data: await recordOf(call, id) }
}

/** One share: an object when it is made or changed, a list of one when it is asked for (ocs.md §6.1). */
export const shareRoutes: readonly OcsRoute[] = [
  { method: 'POST', path: SHARES, access: 'member', handle: (call) => making(() => create(call)) },
  {
    method: 'GET',
    path: `${SHARES}/{id}`,
    access: 'member',
    handle: async (call) => ({ data: [await recordOf(call, requireId(call), tagged(call))] }),
  },
  { method: 'PUT', path: `${SHARES}/{id}`, access: 'member', handle: update },
  {
    method: 'POST',
    path: `${SHARES}/{id}/send-email`,
    access: 'member',
    handle: (call) =>
      making(async () => {
        await writeAgain(call.domain, call.caller.actor, requireId(call))
        return NOTHING
      }),
  },
  {
    method: 'DELETE',
    path: `${SHARES}/{id}`,
    access: 'member',
    async handle(call) {
      await asked(() => removeShare(call.domain, call.caller.actor, requireId(call)))
      return NOTHING
    },
  },
]

export const tagged = (call: MemberCall): RecordOptions => ({
  tags: readFlag(call, 'include_tags') === true,
})
