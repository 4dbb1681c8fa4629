import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { AcceptedAnswer, Client } from './client.ts'
import { ocsCall } from './ocs-call.ts'

/**
 * Every row of the table "endpoint × client" (ocs.md §18.1), and all that is asked for only to learn that it is not
 * there (§15). How each answers in full is the matter of other tests; here is seen that none is forgotten.
 */

interface Row {
  readonly what: string
  readonly method: string
  /** `{file}`, `{folder}`: their numbers. */
  readonly path: string
  readonly status: number
  readonly who?: 'nobody'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  reads?(answer: AcceptedAnswer): void
}

const OCS1 = '/ocs/v1.php'
const OCS2 = '/ocs/v2.php'
const BROWSER = { Accept: 'text/html,*/*' }
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const JSON_BODY = { 'Content-Type': 'application/json' }

const row = (
  what: string,
  request: string,
  status: number,
  more: Omit<Row, 'what' | 'method' | 'path' | 'status'> = {},
): Row => {
  const [method = '', path = ''] = request.split(' ')
  return { what, method, path, status, ...more }
}

const data = (answer: AcceptedAnswer): unknown => (answer.json() as { ocs: { data: unknown } }).ocs.data
const gives = (expected: unknown) => (answer: AcceptedAnswer) => expect(data(answer)).toEqual(expected)
const isPicture = (answer: AcceptedAnswer) => expect(answer.header('content-type')).toMatch(/^image\//)
const isBare = (answer: AcceptedAnswer) => expect(answer.text).toBe('[]')
const challenges = (answer: AcceptedAnswer) => expect(answer.header('www-authenticate')).toMatch(/^Basic /)
const hasTag = (answer: AcceptedAnswer) => expect(answer.header('etag')).toMatch(/^"/)

const THERE: readonly Row[] = [
  row('status', 'GET /status.php', 200, { who: 'nobody' }),
  row('is a network there', 'GET /index.php/204', 204, { who: 'nobody' }),
  row('is a network there, in short', 'GET /204', 204, { who: 'nobody' }),
  row('the first question of the desktop', 'PROPFIND /remote.php/dav/files//', 401, {
    ...{ who: 'nobody', headers: { Depth: '0' }, reads: challenges },
  }),
  row('the first question of Android', 'HEAD /remote.php/dav', 401, { who: 'nobody', reads: challenges }),
  row('capabilities, version 1', `GET ${OCS1}/cloud/capabilities?format=json`, 200),
  row('capabilities, version 2', `GET ${OCS2}/cloud/capabilities?format=json`, 200, { reads: hasTag }),
  row('capabilities for strangers', `GET ${OCS2}/cloud/capabilities?format=json`, 200, { who: 'nobody' }),
  row('who one is, version 1', `GET ${OCS1}/cloud/user?format=json`, 200),
  row('who one is, version 2', `GET ${OCS2}/cloud/user?format=json`, 200),
  row('Login Flow v2', 'POST /index.php/login/v2', 200, { who: 'nobody' }),
  row('whether somebody said yes', 'POST /login/v2/poll', 404, {
    ...{ who: 'nobody', headers: FORM, body: 'token=x', reads: (answer) => expect(answer.text).toBe('') },
  }),
  row('Login Flow v1', 'GET /index.php/login/flow', 200, {
    ...{ who: 'nobody', headers: { ...BROWSER, 'OCS-APIRequest': 'true' } },
    reads: (answer) => expect(answer.header('content-security-policy')).toContain('nc:'),
  }),
  row('an app password for an app password', `GET ${OCS2}/core/getapppassword?format=json`, 403),
  row('an app password for what is no ticket', `GET ${OCS2}/core/getapppassword-onetime?format=json`, 401),
  row('whether to erase everything', 'POST /index.php/core/wipe/check', 404, {
    ...{ who: 'nobody', headers: FORM, body: 'token=x', reads: isBare },
  }),
  row('that everything is erased', 'POST /index.php/core/wipe/success', 404, {
    ...{ who: 'nobody', headers: FORM, body: 'token=x', reads: isBare },
  }),
  row('notifications', `GET ${OCS2}/apps/notifications/api/v2/notifications?format=json`, 200, {
    reads: (answer) => {
      gives([])(answer)
      hasTag(answer)
    },
  }),
  row(
    'a notification dismissed',
    `DELETE ${OCS2}/apps/notifications/api/v2/notifications/1?format=json`,
    200,
  ),
  row('activity', `GET ${OCS2}/apps/activity/api/v2/activity?since=0&limit=50&format=json`, 200),
  row(
    'activity of one file',
    `GET ${OCS2}/apps/activity/api/v2/activity/filter?object_type=files&object_id={file}&format=json`,
    200,
  ),
  row('the own status', `GET ${OCS2}/apps/user_status/api/v1/user_status?format=json`, 200),
  row('statuses to choose from', `GET ${OCS2}/apps/user_status/api/v1/predefined_statuses?format=json`, 200),
  row('a ticket for push', 'POST /apps/notify_push/pre_auth', 200),
  row('a preview that there is not', 'GET /index.php/core/preview?fileId=999999&x=64&y=64&a=1', 404, {
    reads: isBare,
  }),
  row(
    'a preview of what is in the trash',
    'GET /index.php/apps/files_trashbin/preview?fileId=1&x=64&y=64',
    404,
    {
      reads: isBare,
    },
  ),
  row('a picture of a person', 'GET /index.php/avatar/lea/64', 200, { reads: isPicture }),
  row('a picture of nobody', 'GET /index.php/avatar/nobody/64', 404, { reads: isBare }),
  row('a picture of a person, by DAV', 'GET /remote.php/dav/avatars/lea/128.png', 200, { reads: isPicture }),
  row('apps for the menu', `GET ${OCS2}/core/navigation/apps?absolute=true&format=json`, 200, {
    reads: gives([]),
  }),
  row('who can search', `GET ${OCS2}/search/providers?format=json`, 200),
  row('a search', `GET ${OCS2}/search/providers/files/search?term=note&format=json`, 200),
  row('an address for a player', `POST ${OCS2}/apps/dav/api/v1/direct?format=json`, 200, {
    ...{ headers: JSON_BODY, body: '{"fileId":{file}}' },
  }),
  row('a picture of a kind of file', 'GET /index.php/apps/theming/img/core/filetypes/folder.svg', 200, {
    ...{ who: 'nobody', reads: isPicture },
  }),
  row('a picture of an unknown kind of file', 'GET /apps/theming/img/core/filetypes/whatever.svg', 200, {
    ...{ who: 'nobody', reads: isPicture },
  }),
  row('the icon', 'GET /apps/theming/favicon', 200, { who: 'nobody', reads: isPicture }),
  row('a direct link', 'GET /index.php/f/{file}', 302, { who: 'nobody', headers: BROWSER }),
  row('an unknown public link', 'GET /s/nosuchtoken0000', 404, { who: 'nobody', headers: BROWSER }),
  row('one’s own record', `PUT ${OCS2}/cloud/users/lea?format=json`, 200, {
    ...{ headers: FORM, body: 'key=website&value=https%3A%2F%2Fexample.org' },
  }),
  row('where to change the password', 'GET /.well-known/change-password', 303, { who: 'nobody' }),
]

/** What is not there: HTTP 404 with 998 inside under version 2, and 998 in a 200 under version 1. */
const ABSENT_CALLS: Readonly<Record<string, string>> = {
  'terms of service': 'GET /apps/terms_of_service/terms',
  'end-to-end encryption': 'GET /apps/end_to_end_encryption/api/v1/public-key',
  'end-to-end encryption, version 2': 'GET /apps/end_to_end_encryption/api/v2/public-key',
  'external links': 'GET /apps/external/api/v1',
  'group folders': 'GET /apps/groupfolders/folders',
  assistant: 'GET /taskprocessing/tasktypes',
  governance: 'GET /apps/governance/api/v1/labels',
  recommendations: 'GET /apps/recommendations/api/v1/recommendations',
  dashboard: 'GET /apps/dashboard/api/v1/widgets',
  notes: 'GET /apps/notes/api/v1/settings',
  'download limit': 'GET /apps/files_downloadlimit/api/v1/limits',
  'chat, before a call is announced': 'GET /apps/spreed/api/v4/room',
  'editing in the browser': 'GET /apps/files/api/v1/directEditing',
  'templates of new files': 'GET /apps/files/api/v1/templates',
  'notes of a folder': 'POST /apps/text/workspace/direct',
  'an office suite': 'POST /apps/richdocuments/api/v1/document',
  'opening on this computer': 'POST /apps/files/api/v1/openlocaleditor',
  // No profile is shown to anybody: "404 when the profile is off".
  'a hovercard': 'GET /hovercard/v1/lea',
  // Announced by no capability: the stores' proxies sign for their own apps alone.
  'push to phones': 'POST /apps/notifications/api/v2/push',
  'link previews': 'GET /references/resolve',
  'whatever else': 'GET /apps/something/api/v1/of/the/future',
}

const ABSENT_PAGES: readonly Row[] = [
  row('group folders', 'GET /index.php/apps/groupfolders/folders?applicable=1', 404),
  row('the reference of who was found elsewhere', 'GET /.well-known/webfinger', 404, { who: 'nobody' }),
  row('what node this is', 'GET /.well-known/nodeinfo', 404, { who: 'nobody' }),
  row('federation', 'GET /ocm-provider/', 404, { who: 'nobody' }),
  row('a logo that nobody gave', 'GET /apps/theming/image/logo', 404, { who: 'nobody' }),
  row('a page that there is not', 'GET /index.php/apps/something', 404, { headers: BROWSER }),
]

/** The presence of any of these makes clients ask for what stands behind it. */
const UNANNOUNCED = [
  ...['terms_of_service', 'end-to-end-encryption', 'external', 'groupfolders', 'assistant', 'governance'],
  ...['recommendations', 'dashboard', 'notes', 'downloadlimit', 'security_guard', 'spreed', 'richdocuments'],
]

let house: TestHouse
let lea: Client
let file: string

beforeAll(async () => {
  house = await openTestHouse()
  lea = (await house.person({ id: 'lea', name: 'Léa' })).client
  const put = await lea.dav('PUT', '/remote.php/dav/files/lea/note.txt', { body: 'note' })
  file = String(Number(put.header('oc-fileid')!.slice(0, -12)))
})
afterAll(() => house.close())

async function ask({ method, path, who, headers, body }: Row): Promise<AcceptedAnswer> {
  const filled = (text: string): string => text.replaceAll('{file}', file)
  const api: Record<string, string> = path.startsWith('/ocs/') ? { 'OCS-APIRequest': 'true' } : {}
  return await (who === 'nobody' ? house.stranger : lea).send({
    ...{ method, path: filled(path), headers: { ...api, ...headers } },
    ...(body === undefined ? {} : { body: filled(body) }),
  })
}

describe('is there', () => {
  test.each(THERE)('$what', async (one) => {
    const answer = await ask(one)
    expect(answer.status).toBe(one.status)
    one.reads?.(answer)
  })
})

describe('is not there, and says so', () => {
  test.each(ABSENT_PAGES)('$what', async (one) => {
    expect((await ask(one)).status).toBe(one.status)
  })

  test.each(Object.entries(ABSENT_CALLS))('%s', async (what, request) => {
    const [method = '', path = ''] = request.split(' ')
    const body = method === 'POST' ? { headers: JSON_BODY, body: '{}' } : {}
    for (const [version, status] of [
      [OCS1, 200],
      [OCS2, 404],
    ] as const) {
      const answer = await ask(row(what, `${method} ${version}${path}?format=json`, status, body))
      const { meta } = (answer.json() as { ocs: { meta: { status: string; statuscode: number } } }).ocs
      expect([answer.status, meta.status, meta.statuscode]).toEqual([status, 'failure', 998])
    }
  })

  test('nothing of it is announced', async () => {
    const { data } = await ocsCall(lea, 'GET', '/cloud/capabilities')
    const capabilities = data.capabilities as Record<string, Record<string, unknown>>
    expect(UNANNOUNCED.filter((name) => name in capabilities)).toEqual([])
    expect(capabilities.files!.directEditing).toBeUndefined()
    expect(capabilities.notifications!.push).toBeUndefined()
    expect(capabilities.core!['reference-api']).toBe(false)
  })
})

test('a device signs itself out, and is nobody from then on', async () => {
  const { client } = await house.person({ id: 'max' })
  const path = `${OCS2}/core/apppassword?format=json`
  const headers = { 'OCS-APIRequest': 'true' }
  expect((await client.send({ method: 'DELETE', path, headers })).status).toBe(200)
  expect((await client.send({ method: 'GET', path: `${OCS2}/cloud/user?format=json`, headers })).status).toBe(
    401,
  )
})
