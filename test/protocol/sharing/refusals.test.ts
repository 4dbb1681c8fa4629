import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inhabitant } from '../../school/inhabitant.ts'
import { elements, first, parseXml, text } from '../xml.ts'
import {
  type Form,
  file,
  folder,
  openSchool,
  policy,
  type School,
  SHARES,
  share,
  shareWith,
} from './school.ts'

/** Every misuse of ocs.md §6.5: its code and its sentence, in both versions and both formats. */
let school: School
let alice: Inhabitant
let bob: Inhabitant
/** Ids of shares that the cases speak of. */
const ids: Record<string, string> = {}

beforeAll(async () => {
  school = await openSchool()
  ;({ alice, bob } = school)
  for (const path of ['/R', '/NR', '/Docs']) await folder(alice, path)
  await file(alice, '/Docs/report.txt')
  ids.narrow = (await shareWith(alice, '/R', bob, 17)).id
  ids.unshared = (await shareWith(alice, '/NR', bob, 15)).id
  ids.user = (await shareWith(alice, '/Docs', school.dave, 31)).id
  ids.reshare = (await share(bob, '/R', { shareType: '0', shareWith: 'carol', permissions: '17' })).id
  ids.link = (await share(alice, '/Docs', { shareType: '3' })).id
  ids.locked = (await share(alice, '/Docs', { shareType: '3', password: 'quiet yellow boat' })).id
})
afterAll(() => school.close())

interface Misuse {
  readonly who?: 'alice' | 'bob' | 'carol'
  readonly method?: string
  /** Of the share that is meant, as it is called above. */
  readonly of?: string
  readonly fields: Form
  readonly code: number
  readonly message: string
}

async function misuse({ who = 'alice', method = 'POST', of, fields }: Misuse, version: 1 | 2, json: boolean) {
  const base = `/ocs/v${version}.php${SHARES}${of === undefined ? '' : `/${ids[of] ?? of}`}`
  const query = method === 'GET' ? `&${new URLSearchParams(fields)}` : ''
  const answer = await school[who].client.send({
    method,
    path: `${base}?format=${json ? 'json' : 'xml'}${query}`,
    headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
    ...(method === 'GET' ? {} : { body: new URLSearchParams(fields).toString() }),
  })
  if (json) {
    const { meta, data } = (answer.json() as { ocs: { meta: Record<string, unknown>; data: unknown } }).ocs
    return { http: answer.status, status: meta.status, code: meta.statuscode, message: meta.message, data }
  }
  const meta = first(parseXml(answer.text), '', 'meta')!
  const of2 = (name: string): string => text(first(meta, '', name)!)
  const data = elements(first(parseXml(answer.text), '', 'data')!)
  return {
    ...{ http: answer.status, status: of2('status'), code: Number(of2('statuscode')) },
    ...{ message: of2('message'), data },
  }
}

async function expectRefused(one: Misuse): Promise<void> {
  for (const version of [1, 2] as const)
    for (const json of [true, false])
      expect(await misuse(one, version, json)).toEqual({
        http: version === 1 ? 200 : one.code,
        ...{ status: 'failure', code: one.code, message: one.message, data: [] },
      })
}

const user = (fields: Form): Form => ({ path: '/Docs', shareType: '0', ...fields })
const link = (fields: Form): Form => ({ path: '/Docs', shareType: '3', ...fields })
const long = 'é'.repeat(128)

const CASES: Readonly<Record<string, Misuse>> = {
  'no path': {
    fields: { shareType: '0', shareWith: 'bob' },
    ...{ code: 404, message: 'Please specify a file or folder path' },
  },
  'an unknown path': {
    fields: { path: '/nowhere', shareType: '0', shareWith: 'bob' },
    ...{ code: 404, message: 'Wrong path, file/folder does not exist' },
  },
  'an unknown person': {
    fields: user({ shareWith: 'nobody' }),
    ...{ code: 404, message: 'Please specify a valid account to share with' },
  },
  'no person': {
    fields: user({}),
    ...{ code: 404, message: 'Please specify a valid account to share with' },
  },
  'an unknown group': {
    fields: { path: '/Docs', shareType: '1', shareWith: 'nobody' },
    ...{ code: 404, message: 'Please specify a valid group' },
  },
  'no group': {
    fields: { path: '/Docs', shareType: '1' },
    ...{ code: 404, message: 'Please specify a valid group' },
  },
  oneself: { fields: user({ shareWith: 'alice' }), code: 403, message: 'Cannot share with yourself' },
  'the owner of what was received': {
    who: 'bob',
    fields: { path: '/R', shareType: '0', shareWith: 'alice' },
    ...{ code: 403, message: 'Cannot share with the share owner' },
  },
  'the root': {
    fields: { path: '/', shareType: '0', shareWith: 'bob' },
    ...{ code: 403, message: 'You cannot share your root folder' },
  },
  'an unknown kind': {
    fields: { path: '/Docs', shareType: '42', shareWith: 'bob' },
    ...{ code: 400, message: 'Unknown share type' },
  },
  'no kind': { fields: { path: '/Docs', shareWith: 'bob' }, code: 400, message: 'Unknown share type' },
  'what may not be shared on': {
    who: 'bob',
    fields: { path: '/NR', shareType: '0', shareWith: 'carol' },
    ...{ code: 404, message: 'You are not allowed to share NR' },
  },
  'a link to what may not be shared on': {
    who: 'bob',
    fields: { path: '/NR', shareType: '3' },
    ...{ code: 404, message: 'You are not allowed to share NR' },
  },
  'more rights than one’s own': {
    who: 'bob',
    fields: { path: '/R', shareType: '0', shareWith: 'dave', permissions: '31' },
    ...{ code: 404, message: 'Cannot increase permissions of /R' },
  },
  'more rights than one’s own, later': {
    ...{ who: 'bob', method: 'PUT', of: 'reshare', fields: { permissions: '31' } },
    ...{ code: 400, message: 'Failed to update share.' },
  },
  'a link with more rights than one’s own': {
    who: 'bob',
    fields: { path: '/R', shareType: '3', publicUpload: 'true' },
    ...{ code: 404, message: 'Cannot increase permissions of /R' },
  },
  'rights that there are not': {
    fields: user({ shareWith: 'bob', permissions: '64' }),
    ...{ code: 403, message: 'Valid permissions are required for sharing' },
  },
  'a weak password': {
    fields: link({ password: 'short' }),
    ...{ code: 400, message: 'Password needs to be at least 10 characters long.' },
  },
  'a weak password, later': {
    ...{ method: 'PUT', of: 'link', fields: { password: 'short' } },
    ...{ code: 400, message: 'Password needs to be at least 10 characters long.' },
  },
  'upload into a file': {
    fields: { path: '/Docs/report.txt', shareType: '3', publicUpload: 'true' },
    ...{ code: 400, message: 'Public upload is only possible for publicly shared folders' },
  },
  'a link to delete only': {
    fields: link({ permissions: '8' }),
    ...{ code: 400, message: 'Share must at least have READ or CREATE permissions' },
  },
  'a link to change only': {
    fields: link({ permissions: '2' }),
    ...{ code: 400, message: 'Share must at least have READ or CREATE permissions' },
  },
  'a link with a right that there is not': {
    fields: link({ permissions: '64' }),
    ...{ code: 400, message: 'Share must at least have READ or CREATE permissions' },
  },
  'a link without rights': {
    fields: link({ permissions: '0' }),
    ...{ code: 400, message: 'Share must at least have READ or CREATE permissions' },
  },
  'a file to hand in to': {
    fields: { path: '/Docs/report.txt', shareType: '3', permissions: '4' },
    ...{ code: 400, message: 'Share must at least have READ or CREATE permissions' },
  },
  'a link to change what cannot be read': {
    fields: link({ permissions: '6' }),
    ...{ code: 400, message: 'Share must have READ permission if UPDATE or DELETE permission is set' },
  },
  'the same, later': {
    ...{ method: 'PUT', of: 'link', fields: { permissions: '12' } },
    ...{ code: 400, message: 'Share must have READ permission if UPDATE or DELETE permission is set' },
  },
  'an end that has passed': {
    fields: user({ shareWith: 'bob', expireDate: '2020-01-31' }),
    ...{ code: 404, message: 'Expiration date is in the past' },
  },
  'an end that has passed, later': {
    ...{ method: 'PUT', of: 'user', fields: { expireDate: '2020-01-31' } },
    ...{ code: 404, message: 'Expiration date is in the past' },
  },
  'no date': {
    fields: user({ shareWith: 'bob', expireDate: 'someday' }),
    ...{ code: 404, message: 'Invalid date. Format must be YYYY-MM-DD' },
  },
  'no date, later': {
    ...{ method: 'PUT', of: 'user', fields: { expireDate: '31.01.2035' } },
    ...{ code: 400, message: 'Invalid date. Format must be YYYY-MM-DD' },
  },
  'a day that there is not': {
    ...{ method: 'PUT', of: 'user', fields: { expireDate: '2035-02-30' } },
    ...{ code: 400, message: 'Invalid date. Format must be YYYY-MM-DD' },
  },
  'a label of more than 255 bytes': {
    fields: link({ label: long }),
    ...{ code: 400, message: 'Maximum label length is 255' },
  },
  'such a label, later': {
    ...{ method: 'PUT', of: 'link', fields: { label: long } },
    ...{ code: 400, message: 'Maximum label length is 255' },
  },
  'attributes that are no JSON': {
    fields: user({ shareWith: 'bob', attributes: 'none' }),
    ...{ code: 400, message: 'Invalid share attributes provided: "none"' },
  },
  'such attributes, later': {
    ...{ method: 'PUT', of: 'user', fields: { attributes: '{"a"' } },
    ...{ code: 400, message: 'Invalid share attributes provided: "{"a""' },
  },
  'no address of mail': {
    fields: { path: '/Docs', shareType: '4', shareWith: 'nobody' },
    ...{ code: 404, message: 'Please specify a valid email address' },
  },
  'somebody on another server': {
    fields: { path: '/Docs', shareType: '6', shareWith: 'bob@elsewhere.example' },
    code: 403,
    message: 'Sharing /Docs failed because the back end does not allow shares from type 6',
  },
  'a group on another server': {
    fields: { path: '/Docs', shareType: '9', shareWith: 'team@elsewhere.example' },
    code: 403,
    message: 'Sharing /Docs failed because the back end does not allow shares from type 9',
  },
  'a chat room': {
    fields: { path: '/Docs', shareType: '10', shareWith: 'abc' },
    ...{ code: 403, message: 'Sharing /Docs failed because the back end does not support room shares' },
  },
  'a password said by Talk': {
    fields: link({ password: 'quiet yellow boat', sendPasswordByTalk: 'true' }),
    code: 403,
    message:
      'Sharing /Docs sending the password by Nextcloud Talk failed because Nextcloud Talk is not enabled',
  },
  'an unknown share': {
    ...{ method: 'GET', of: '2147483647', fields: {} },
    ...{ code: 404, message: 'Wrong share ID, share does not exist' },
  },
  'an id that is none': {
    ...{ method: 'GET', of: 'abc', fields: {} },
    ...{ code: 404, message: 'Wrong share ID, share does not exist' },
  },
  'a share of others': {
    ...{ who: 'carol', method: 'GET', of: 'user', fields: {} },
    ...{ code: 404, message: 'Wrong share ID, share does not exist' },
  },
  'changing a share of others': {
    ...{ who: 'carol', method: 'PUT', of: 'user', fields: { note: 'x' } },
    ...{ code: 404, message: 'Wrong share ID, share does not exist' },
  },
  'ending a share of others': {
    ...{ who: 'carol', method: 'DELETE', of: 'user', fields: {} },
    ...{ code: 404, message: 'Wrong share ID, share does not exist' },
  },
  'the link of somebody else': {
    ...{ who: 'bob', method: 'GET', of: 'link', fields: {} },
    ...{ code: 404, message: 'Wrong share ID, share does not exist' },
  },
  'changing what was received': {
    ...{ who: 'bob', method: 'PUT', of: 'narrow', fields: { permissions: '31' } },
    ...{ code: 403, message: 'You are not allowed to edit incoming shares' },
  },
  'a change of nothing': {
    ...{ method: 'PUT', of: 'user', fields: {} },
    ...{ code: 400, message: 'Wrong or no update parameter given' },
  },
  'a change of what there is not': {
    ...{ method: 'PUT', of: 'link', fields: { name: 'Context menu share' } },
    ...{ code: 400, message: 'Wrong or no update parameter given' },
  },
  'an address of one’s own choice': {
    ...{ method: 'PUT', of: 'link', fields: { token: 'mine' } },
    ...{ code: 403, message: 'Custom share link tokens have been disabled by the administrator' },
  },
  'listing an unknown path': {
    ...{ method: 'GET', fields: { path: '/nowhere' } },
    ...{ code: 404, message: 'Wrong path, file/folder does not exist' },
  },
  'the members of a file': {
    ...{ method: 'GET', fields: { path: '/Docs/report.txt', subfiles: 'true' } },
    ...{ code: 400, message: 'Not a directory' },
  },
  'the members of nothing': {
    ...{ method: 'GET', fields: { subfiles: 'true' } },
    ...{ code: 400, message: 'Not a directory' },
  },
}

test.each(Object.entries(CASES))('%s', (_name, one) => expectRefused(one))

interface Under extends Misuse {
  readonly policies: Form
}

const UNDER: Readonly<Record<string, Under>> = {
  'a link without a password': {
    policies: { shareapi_enforce_links_password: 'yes' },
    ...{ fields: link({}), code: 403, message: 'Passwords are enforced for link and mail shares' },
  },
  'a link with an empty password': {
    policies: { shareapi_enforce_links_password: 'yes' },
    fields: link({ password: '' }),
    ...{ code: 403, message: 'Passwords are enforced for link and mail shares' },
  },
  'taking an enforced password away': {
    policies: { shareapi_enforce_links_password: 'yes' },
    ...{ method: 'PUT', of: 'locked', fields: { password: '' } },
    ...{ code: 400, message: 'Failed to update share.' },
  },
  'an end that lies too far ahead': {
    policies: { shareapi_default_expire_date: 'yes', shareapi_enforce_expire_date: 'yes' },
    fields: link({ expireDate: '2999-01-01' }),
    ...{ code: 404, message: 'Cannot set expiration date more than 7 days in the future' },
  },
  'an end of a person’s share that lies too far ahead': {
    policies: {
      shareapi_default_internal_expire_date: 'yes',
      shareapi_enforce_internal_expire_date: 'yes',
      shareapi_internal_expire_after_n_days: '1',
    },
    fields: user({ shareWith: 'bob', expireDate: '2999-01-01' }),
    ...{ code: 404, message: 'Cannot set expiration date more than 1 day in the future' },
  },
  'taking an enforced end away': {
    policies: { shareapi_default_expire_date: 'yes', shareapi_enforce_expire_date: 'yes' },
    ...{ method: 'PUT', of: 'link', fields: { expireDate: '' } },
    ...{ code: 400, message: 'Failed to update share.' },
  },
  'upload where it is switched off': {
    policies: { shareapi_allow_public_upload: 'no' },
    fields: link({ publicUpload: 'true' }),
    ...{ code: 403, message: 'Public upload disabled by the administrator' },
  },
  'a box where upload is switched off': {
    policies: { shareapi_allow_public_upload: 'no' },
    fields: link({ permissions: '4' }),
    ...{ code: 403, message: 'Public upload disabled by the administrator' },
  },
  'links where there are none': {
    policies: { shareapi_allow_links: 'no' },
    ...{ fields: link({}), code: 404, message: 'Public link sharing is disabled by the administrator' },
  },
  'groups where there are none': {
    policies: { shareapi_allow_group_sharing: 'no' },
    fields: { path: '/Docs', shareType: '1', shareWith: 'staff' },
    ...{ code: 404, message: 'Group sharing is disabled by the administrator' },
  },
  'sharing where there is none': {
    policies: { shareapi_enabled: 'no' },
    ...{ fields: user({ shareWith: 'bob' }), code: 404, message: 'Share API is disabled' },
  },
  'listing where there is no sharing': {
    policies: { shareapi_enabled: 'no' },
    ...{ method: 'GET', fields: {}, code: 404, message: 'Share API is disabled' },
  },
  'sharing by a group that may not': {
    policies: { shareapi_exclude_groups: 'yes', shareapi_exclude_groups_list: '["staff"]' },
    ...{ fields: user({ shareWith: 'carol' }), code: 403, message: 'Sharing is disabled for you' },
  },
  'sharing on where it is switched off': {
    policies: { shareapi_allow_resharing: 'no' },
    who: 'bob',
    fields: { path: '/R', shareType: '0', shareWith: 'dave', permissions: '1' },
    ...{ code: 404, message: 'You are not allowed to share R' },
  },
  'somebody who is in no group of mine': {
    policies: { shareapi_only_share_with_group_members: 'yes' },
    fields: user({ shareWith: 'carol' }),
    ...{ code: 403, message: 'Sharing is only allowed with group members' },
  },
  'a group that is none of mine': {
    policies: { shareapi_only_share_with_group_members: 'yes' },
    fields: { path: '/Docs', shareType: '1', shareWith: 'team' },
    ...{ code: 403, message: 'Sharing is only allowed within your own groups' },
  },
}

describe('while policy says so', () => {
  test.each(Object.entries(UNDER))('%s', async (_name, one) => {
    try {
      for (const [key, value] of Object.entries(one.policies)) await policy(school, key, value)
      await expectRefused(one)
    } finally {
      for (const key of Object.keys(one.policies)) await policy(school, key, null)
    }
  })
})

test('what was refused left nothing behind', async () => {
  const answer = await misuse({ method: 'GET', fields: {}, code: 0, message: '' }, 2, true)
  const listed = (answer.data as { id: string }[]).map(({ id }) => id).sort()
  expect(listed).toEqual([ids.narrow, ids.unshared, ids.user, ids.link, ids.locked].sort())
})
