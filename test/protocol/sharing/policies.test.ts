import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { showSetting } from '../../../server/src/domain/settings/show.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import type { Client } from '../client.ts'
import { folder, form, openSchool, policy, type School, SHARES, share } from './school.ts'

const CONFIG = '/apps/provisioning_api/api/v1/config/apps'

let school: School
let root: Client
let alice: Client
const touched = new Set<string>()

beforeAll(async () => {
  school = await openSchool()
  root = school.root.client
  alice = school.alice.client
})
afterEach(async () => {
  for (const key of touched) await policy(school, key, null)
  touched.clear()
})
afterAll(() => school.close())

const say = async (key: string, value: string): Promise<void> => {
  touched.add(key)
  await policy(school, key, value)
}
const read = async (key: string): Promise<string> =>
  (await form(root, 'GET', `${CONFIG}/core/${key}`)).data.data
const sharing = async (who = alice) =>
  (await form(who, 'GET', '/cloud/capabilities')).data.capabilities.files_sharing

describe('the settings of apps', () => {
  test('are read, said and taken back by administrators, and are settings of the house', async () => {
    expect(await read('shareapi_allow_links')).toBe('yes')
    await say('shareapi_allow_links', 'no')
    expect(await read('shareapi_allow_links')).toBe('no')
    const instance = { scope: 'instance', subject: '' } as const
    expect((await showSetting(school.house.domain, 'sharing.links', instance)).value).toBe('no')
    const back = await form(root, 'DELETE', `${CONFIG}/core/shareapi_allow_links`)
    expect(back).toMatchObject({ code: 200, data: [] })
    expect(await read('shareapi_allow_links')).toBe('yes')
  })

  test('have the values that ocs.md §4.4 gives them', async () => {
    const names: string[] = (await form(root, 'GET', `${CONFIG}/core`)).data.data
    const values: Record<string, string> = {}
    for (const name of names) values[name] = await read(name)
    expect(values).toEqual({
      shareapi_enabled: 'yes',
      shareapi_allow_links: 'yes',
      shareapi_allow_public_upload: 'yes',
      shareapi_allow_resharing: 'yes',
      shareapi_allow_group_sharing: 'yes',
      shareapi_only_share_with_group_members: 'no',
      shareapi_exclude_groups: 'no',
      shareapi_exclude_groups_list: '[]',
      shareapi_default_expire_date: 'no',
      shareapi_expire_after_n_days: '7',
      shareapi_enforce_expire_date: 'no',
      shareapi_default_internal_expire_date: 'no',
      shareapi_internal_expire_after_n_days: '7',
      shareapi_enforce_internal_expire_date: 'no',
      shareapi_enforce_links_password: 'no',
      shareapi_enable_link_password_by_default: 'no',
      shareapi_default_permissions: '31',
      shareapi_allow_share_dialog_user_enumeration: 'yes',
      shareapi_restrict_user_enumeration_to_group: 'no',
      shareapi_restrict_user_enumeration_to_phone: 'no',
      shareapi_restrict_user_enumeration_full_match: 'yes',
      shareapi_restrict_user_enumeration_full_match_userid: 'yes',
      shareapi_restrict_user_enumeration_full_match_displayname: 'yes',
      shareapi_restrict_user_enumeration_full_match_email: 'yes',
      shareapi_restrict_user_enumeration_full_match_ignore_second_dn: 'no',
    })
    expect((await form(root, 'GET', CONFIG)).data.data).toEqual(['core', 'files_sharing'])
  })

  test.each(['GET', 'POST', 'DELETE'])('are not anybody else’s: %s', async (method) => {
    const answer = await form(alice, method, `${CONFIG}/core/shareapi_allow_links`, { value: 'no' })
    expect(answer).toMatchObject({ status: 403, code: 403 })
    expect(await read('shareapi_allow_links')).toBe('yes')
  })

  test('that there are not are kept by nobody', async () => {
    for (const key of ['core/encryption_enabled', 'core/__proto__', 'files/default_quota', 'theming/name'])
      expect((await form(root, 'POST', `${CONFIG}/${key}`, { value: 'yes' })).code).toBe(403)
    expect((await form(root, 'GET', `${CONFIG}/core/encryption_enabled`)).data.data).toBe('')
  })

  test.each([
    ['shareapi_allow_links', 'perhaps'],
    ['shareapi_expire_after_n_days', '-1'],
    ['shareapi_exclude_groups_list', 'staff'],
    ['shareapi_default_permissions', '64'],
  ])('take nothing that is no value: %s=%s', async (key, value) => {
    expect((await form(root, 'POST', `${CONFIG}/core/${key}`, { value })).code).toBe(400)
  })

  test('say that nothing goes to other servers', async () => {
    const key = `${CONFIG}/files_sharing/outgoing_server2server_share_enabled`
    expect((await form(root, 'GET', key)).data.data).toBe('no')
    expect((await form(root, 'POST', key, { value: 'no' })).code).toBe(200)
    expect((await form(root, 'POST', key, { value: 'yes' })).code).toBe(403)
    expect((await form(root, 'DELETE', key)).code).toBe(200)
  })
})

describe('an address of one’s own choice', () => {
  const wish = (value: string | null) =>
    setSetting(school.house.domain, SYSTEM, { scope: 'instance', subject: '' }, 'sharing.link-tokens', value)
  afterAll(() => wish(null))

  test('is there where policy lets people choose, and nobody else’s', async () => {
    await wish('yes')
    expect((await sharing()).public.custom_tokens).toBe(true)
    await folder(school.alice, '/chosen')
    const [made, other] = [
      await share(school.alice, '/chosen', { shareType: '3' }),
      await share(school.alice, '/chosen', { shareType: '3' }),
    ]
    const choose = (id: string, token: string) => form(alice, 'PUT', `${SHARES}/${id}`, { token })
    const { code, data } = await choose(made.id, 'sortie-au-musee')
    expect(code).toBe(200)
    expect(data).toMatchObject({ id: made.id, token: 'sortie-au-musee' })
    expect(data.url).toBe(`${school.house.url}/s/sortie-au-musee`)
    const page = async (token: string) => (await alice.dav('GET', `/s/${token}`)).status
    expect([await page('sortie-au-musee'), await page(made.token)]).toEqual([200, 404])
    for (const bad of ['a/b', 'é', 'a b', '../x', 'x'.repeat(65)])
      expect((await choose(made.id, bad)).code).toBe(400)
    expect((await choose(other.id, 'sortie-au-musee')).code).toBe(400)
    expect((await choose(made.id, 'sortie-au-musee')).code).toBe(200)
    await wish(null)
    expect((await choose(made.id, 'another')).code).toBe(403)
    expect(await page('sortie-au-musee')).toBe(200)
  })
})

describe('the capability', () => {
  test('offers what there is', async () => {
    const days = { enabled: false }
    expect(await sharing()).toEqual({
      api_enabled: true,
      public: {
        enabled: true,
        password: { enforced: false, askForOptionalPassword: false },
        ...{ expire_date: days, expire_date_internal: days, expire_date_remote: days },
        ...{ multiple_links: true, multiple: true, send_mail: false },
        ...{ upload: true, upload_files_drop: true, supports_upload_only: true, custom_tokens: false },
      },
      resharing: true,
      user: { send_mail: false, expire_date: { enabled: true } },
      group_sharing: true,
      group: { enabled: true, expire_date: { enabled: true } },
      default_permissions: 31,
      federation: { outgoing: false, incoming: false, expire_date: days, expire_date_supported: days },
      sharee: { query_lookup_default: false, always_show_unique: true },
      sharebymail: {
        ...{ enabled: false, send_password_by_mail: false, upload_files_drop: { enabled: false } },
        ...{ password: { enabled: true, enforced: false }, expire_date: { enabled: true, enforced: false } },
      },
    })
  })

  test.each([
    ['shareapi_enabled', 'no', { api_enabled: false, public: { enabled: false }, group_sharing: false }],
    ['shareapi_allow_links', 'no', { api_enabled: true, public: { enabled: false, upload: false } }],
    ['shareapi_allow_public_upload', 'no', { public: { upload: false, supports_upload_only: false } }],
    ['shareapi_allow_resharing', 'no', { resharing: false }],
    ['shareapi_allow_group_sharing', 'no', { group_sharing: false, group: { enabled: false } }],
    ['shareapi_enforce_links_password', 'yes', { public: { password: { enforced: true } } }],
    [
      'shareapi_enable_link_password_by_default',
      'yes',
      { public: { password: { askForOptionalPassword: true } } },
    ],
    ['shareapi_default_permissions', '1', { default_permissions: 1 }],
    [
      'shareapi_default_expire_date',
      'yes',
      { public: { expire_date: { enabled: true, days: 7, enforced: false } } },
    ],
    [
      'shareapi_default_internal_expire_date',
      'yes',
      { public: { expire_date_internal: { enabled: true, days: 7, enforced: false } } },
    ],
  ])('follows %s=%s at once', async (key, value, expected) => {
    await say(key, value)
    expect(await sharing()).toMatchObject(expected)
  })

  test('follows days and what is enforced', async () => {
    await say('shareapi_default_expire_date', 'yes')
    await say('shareapi_expire_after_n_days', '30')
    await say('shareapi_enforce_expire_date', 'yes')
    const { public: links } = await sharing()
    expect(links.expire_date).toEqual({ enabled: true, days: 30, enforced: true })
  })
})

describe('a default', () => {
  test('gives its rights to what is shared without a word of them', async () => {
    await say('shareapi_default_permissions', '1')
    await folder(school.alice, '/default')
    const made = await share(school.alice, '/default', { shareType: '0', shareWith: 'bob' })
    expect(made.permissions).toBe(1)
  })
})

test('passwords for links can be read aloud, and are strong enough for one', async () => {
  const api = '/apps/password_policy/api/v1'
  const { data } = await form(alice, 'GET', `${api}/generate?context=sharing`)
  expect(data.password).toMatch(/^\p{L}+(-\p{L}+){3}$/u)
  const answer = await form(alice, 'POST', `${api}/validate`, { password: data.password, context: 'sharing' })
  expect(answer.data).toEqual({ passed: true })
})
