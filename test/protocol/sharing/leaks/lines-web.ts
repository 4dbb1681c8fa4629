import type { Ask } from './ask.ts'
import type { Asker, Asks } from './lines-dav.ts'
import type { Thing } from './thing.ts'

const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** What the variables of an address stand for, by what the address is about. */
function filled(path: string, { file, token, share }: Thing): string {
  const number = /\/shares\b|deletedshares|remote_shares/.test(path) ? share : file.id
  return path
    .replace(/\{token\}|:token\b/g, token)
    .replace(/\{[^}]+\}|:[A-Za-z]+/g, String(number))
    .replace('*', encodeURIComponent(file.name))
}

/** Everything by which anything could be asked for. */
const parametersOf = ({ folder, file, share }: Thing, { place }: Asker): Record<string, string> => ({
  ...{ path: `/${place}`, file: `/${place}/${file.name}`, fileId: String(file.id), id: String(file.id) },
  ...{ object_type: 'files', object_id: String(file.id), itemType: 'file', itemId: String(file.id) },
  ...{ search: folder.name, term: file.name, reference: `/f/${file.id}`, share_id: String(share) },
  ...{
    shareType: '3',
    permissions: '1',
    expireDate: '',
    x: '64',
    y: '64',
    a: '1',
    version: String(file.stamp),
  },
  format: 'json',
})

/** By numbers and by names, all at once. */
function asked(
  method: string,
  path: string,
  thing: Thing,
  asker: Asker,
  more: Record<string, string> = {},
): Ask {
  const parameters = { ...parametersOf(thing, asker), ...more }
  const address = `${filled(path, thing)}?${new URLSearchParams(parameters)}`
  const headers = { 'OCS-APIRequest': 'true', 'Content-Type': 'application/json' }
  return { method, path: address, headers, ...(method === 'GET' ? {} : { body: JSON.stringify(parameters) }) }
}

const generic =
  (method: string, path: string, more: Record<string, string> = {}): Asks =>
  (thing, asker) => [asked(method, path, thing, asker, more)]

/** Changes what whoever asks is signed in by, and tells of nothing else. */
const spared: Asks = () => []

const ocs = (method: string, path: string, asks?: Asks): [string, Asks] => [
  `ocs ${method} ${path}`,
  asks ?? generic(method, `/ocs/v2.php${path}`),
]

const ACTIVITY = '/apps/activity/api/v2/activity'
const activity: Asks = (thing, asker) => [
  asked('GET', `/ocs/v2.php${ACTIVITY}`, thing, asker, { previews: 'true', limit: '200' }),
  asked('GET', `/ocs/v2.php${ACTIVITY}/filter`, thing, asker, { previews: 'true' }),
]
const NOTICES = '/apps/notifications/api'
const STATUS = '/apps/user_status/api/v1'
const each = (method: string, paths: readonly string[], asks?: Asks): [string, Asks][] =>
  paths.map((path) => ocs(method, path, asks))

const searched: Asks = (thing, asker) =>
  [thing.file.name, thing.folder.name.slice(0, 6), 'txt'].map((term) =>
    asked('GET', '/ocs/v2.php/search/providers/files/search', thing, asker, { term, limit: '50' }),
  )

const SHARING = '/apps/files_sharing/api/v1'
const SHARES = `${SHARING}/shares`
const APPS = '/apps/provisioning_api/api/v1/config/apps'

/** Of the thing as one saw it, of its owner's, and of all that one gave and was given. */
const shares =
  (method: string, path = SHARES, more: readonly Record<string, string>[] = [{}]): Asks =>
  (thing, asker) =>
    more.flatMap((wish) =>
      [`/${asker.place}`, `/${asker.place}/${thing.file.name}`, `/${thing.folder.name}`].map((place) =>
        asked(method, `/ocs/v2.php${path}`, thing, asker, { ...wish, path: place }),
      ),
    )

const SHARE_LINES = [
  ocs('GET', SHARES, (thing, asker) => [
    ...shares('GET', SHARES, [{}, { reshares: 'true' }, { subfiles: 'true' }, { include_tags: 'true' }])(
      thing,
      asker,
    ),
    ...['false', 'true'].map((received) => ({
      ...{
        method: 'GET',
        path: `/ocs/v2.php${SHARES}?shared_with_me=${received}&include_tags=true&format=json`,
      },
      headers: { 'OCS-APIRequest': 'true' },
    })),
  ]),
  ocs('POST', SHARES, shares('POST', SHARES, [{ shareType: '3' }, { shareType: '0', shareWith: 'alice' }])),
  ocs('GET', `${SHARES}/inherited`, shares('GET', `${SHARES}/inherited`)),
  ...each('GET', [`${SHARES}/{id}`, `${SHARES}/pending`, `${SHARING}/deletedshares`, `${SHARING}/token`]),
  ...each('GET', [`${SHARING}/sharees`, `${SHARING}/sharees_recommended`]),
  ...each('PUT', [`${SHARES}/{id}`]),
  ...each('DELETE', [`${SHARES}/{id}`]),
  ...each('POST', [`${SHARES}/pending/{id}`, `${SHARES}/{id}/send-email`, `${SHARING}/deletedshares/{id}`]),
  ...each(
    'GET',
    ['', '/pending', '/{id}'].map((rest) => `${SHARING}/remote_shares${rest}`),
  ),
  ...each(
    'DELETE',
    ['/pending/{id}', '/{id}'].map((rest) => `${SHARING}/remote_shares${rest}`),
  ),
  ocs('POST', `${SHARING}/remote_shares/pending/{id}`),
  ...each('GET', [APPS, `${APPS}/{app}`, `${APPS}/{app}/{key}`]),
  ocs('POST', `${APPS}/{app}/{key}`),
  ocs('DELETE', `${APPS}/{app}/{key}`),
]

const OCS_LINES: Readonly<Record<string, Asks>> = Object.fromEntries([
  ...each('GET', [
    ...['/cloud/capabilities', '/cloud/user', '/cloud/user/fields', '/cloud/user/fields/{id}', '/config'],
    ...['/core/navigation/apps', '/cloud/users', '/cloud/users/details', '/cloud/users/disabled'],
    ...[
      '/cloud/users/recent',
      '/cloud/users/{id}',
      '/cloud/users/{id}/groups',
      '/cloud/users/{id}/subadmins',
    ],
    ...['/cloud/groups', '/cloud/groups/details', '/cloud/groups/{group}', '/cloud/groups/{group}/users'],
    ...['/cloud/groups/{group}/users/details', '/cloud/groups/{group}/subadmins'],
    ...['/apps/password_policy/api/v1/generate', '/search/providers', `${ACTIVITY}/filters`],
    ...[
      `${STATUS}/user_status`,
      `${STATUS}/predefined_statuses`,
      `${STATUS}/statuses`,
      `${STATUS}/statuses/{id}`,
    ],
    ...[`${NOTICES}/v1/notifications`, `${NOTICES}/v2/notifications`],
    ...[`${NOTICES}/v1/notifications/{id}`, `${NOTICES}/v2/notifications/{id}`],
  ]),
  ...each('POST', [
    ...['/apps/password_policy/api/v1/validate', '/apps/dav/api/v1/direct', '/cloud/users', '/cloud/groups'],
    ...['/cloud/users/{id}/wipe', '/cloud/users/{id}/groups', '/cloud/users/{id}/subadmins'],
    ...[`${NOTICES}/v1/admin_notifications/{user}`, `${NOTICES}/v2/admin_notifications/{user}`],
    `${NOTICES}/v2/notifications/exists`,
  ]),
  ...each('PUT', [
    ...[
      '/cloud/users/{id}',
      '/cloud/users/{id}/enable',
      '/cloud/users/{id}/disable',
      '/cloud/groups/{group}',
    ],
    ...[`${STATUS}/user_status/status`, `${STATUS}/user_status/message/predefined`],
    ...[`${STATUS}/user_status/message/custom`, `${STATUS}/heartbeat`],
  ]),
  ...each('DELETE', [
    ...[
      '/cloud/users/{id}',
      '/cloud/groups/{group}',
      '/cloud/users/{id}/groups',
      '/cloud/users/{id}/subadmins',
    ],
    ...[`${STATUS}/user_status/message`, `${STATUS}/user_status/revert/{messageId}`],
    ...[`${NOTICES}/v1/notifications/{id}`, `${NOTICES}/v2/notifications/{id}`],
    ...[`${NOTICES}/v1/notifications`, `${NOTICES}/v2/notifications`],
  ]),
  ...each('GET', ['/core/getapppassword', '/core/getapppassword-onetime'], spared),
  ocs('DELETE', '/core/apppassword', spared),
  ocs('POST', '/core/apppassword/rotate', spared),
  ocs('PUT', '/core/apppassword/confirm', spared),
  ocs('GET', ACTIVITY, activity),
  ocs('GET', `${ACTIVITY}/{filter}`, activity),
  ocs('GET', '/search/providers/{provider}/search', searched),
  ...SHARE_LINES,
])

/** By number, by path, by the owner's path. */
const preview =
  (path: string): Asks =>
  (thing, asker) => {
    const { folder, file, gone } = thing
    const size = { x: '64', y: '64', a: '1' }
    const wishes: Record<string, string>[] = [
      { fileId: String(file.id) },
      { fileId: String(gone.id) },
      { file: `/${asker.place}/${file.name}`, version: String(file.stamp) },
      { file: `/${folder.name}/${file.name}` },
    ]
    return wishes.map((wish) => ({
      ...{ method: 'GET', path: `${filled(path, thing)}?${new URLSearchParams({ ...size, ...wish })}` },
    }))
  }

const page = (method: string, path: string, asks?: Asks): [string, Asks] => [
  `${method} ${path}`,
  asks ?? ((thing) => [{ method, path: filled(path, thing), headers: { accept: 'text/html' } }]),
]
const pages = (method: string, paths: readonly string[], asks?: Asks): [string, Asks][] =>
  paths.map((path) => page(method, path, asks))

const SECURITY = ['confirm', 'totp', 'totp/remove', 'passkeys', 'passkeys/:id/remove', 'codes'].map(
  (path) => `/settings/security/${path}`,
)

const BY_LETTER = [
  ...['/signup', '/signup/letter/:token', '/signup/account'],
  ...['/forgotten', '/forgotten/letter/:token', '/forgotten/password'],
  ...['/settings/security/email', '/email/letter/:token'],
]

const PAGE_LINES: Readonly<Record<string, Asks>> = Object.fromEntries([
  ...pages('GET', [
    '/',
    '/login',
    '/settings/devices/new',
    '/settings/devices/phone',
    '/settings/devices/:id',
  ]),
  ...pages('GET', [
    '/settings/devices/:id/wipe',
    '/settings/devices/:id/remove',
    '/account/password',
    '/account/profile',
    '/setup/:token',
  ]),
  ...pages('GET', [
    '/login/v2',
    '/login/v2/poll',
    '/login/v2/flow',
    '/login/v2/flow/*',
    '/login/v2/grant',
    '/logout',
  ]),
  ...pages('POST', [
    '/login',
    '/login/v2',
    '/login/v2/poll',
    '/login/v2/grant',
    '/login/v2/apptoken',
    '/setup/:token',
  ]),
  ...pages('POST', [
    '/settings/devices/new',
    '/settings/devices/phone',
    '/settings/devices/:id',
    '/account/password',
    '/account/profile',
  ]),
  ...pages('POST', ['/settings/devices/:id/wipe', '/settings/devices/:id/remove']),
  page('POST', '/logout', spared),
  ...pages('GET', ['/login/flow', '/login/flow/grant']),
  ...pages('GET', ['/login/go', '/login/out', '/login/finish', '/login/second']),
  ...pages('GET', ['/login/oidc/:provider', '/login/oidc/:provider/out', '/login/saml/:provider/metadata']),
  ...pages('POST', ['/login/oidc/:provider/logout', '/login/saml/:provider/acs']),
  ...pages('POST', ['/login/second', '/login/second/set-up', '/login/passkey']),
  ...pages('GET', ['/portal', '/start', '/pages/picture/:hash', '/pages/accent/:colour']),
  page('POST', '/portal'),
  ...pages('GET', ['/settings/security', ...SECURITY]),
  ...['GET', 'POST'].flatMap((method) => pages(method, BY_LETTER)),
  ...pages('POST', SECURITY.concat('/settings/security/sessions/:id')),
  page('POST', '/settings/security/sessions', spared),
  page('POST', '/login/flow'),
  ...pages('GET', [
    '/204',
    '/cron.php',
    '/csrftoken',
    '/heartbeat',
    '/robots.txt',
    '/status.php',
    '/api/v1/openapi.json',
  ]),
  ...pages('GET', ['/.well-known/change-password', '/.well-known/nodeinfo', '/.well-known/webfinger']),
  ...['/.well-known/caldav', '/.well-known/carddav'].map((path): [string, Asks] => [
    `ALL ${path}`,
    page('GET', path)[1],
  ]),
  ...pages('OPTIONS', ['/']),
  ...pages('PROPFIND', ['/']),
  ...pages('POST', ['/apps/notify_push/pre_auth', '/core/wipe/check', '/core/wipe/success']),
  ...pages('GET', [
    '/avatar/:person/:size',
    '/avatar/:person/:size/dark',
    '/pages/box.js',
    '/pages/drop.js',
    '/pages/enrich.js',
    '/pages/style.css',
  ]),
  ...pages('GET', [
    '/apps/theming/favicon',
    '/apps/theming/favicon/:app',
    '/apps/theming/icon',
    '/apps/theming/icon/:app',
  ]),
  ...pages('GET', [
    '/apps/theming/img/core/filetypes/:file',
    '/apps/notifications/img/notifications-dark.svg',
  ]),
  ...pages('GET', [
    '/favicon.ico',
    '/favicon.svg',
    '/img/logo.png',
    '/img/logo.svg',
    '/apple-touch-icon.png',
  ]),
  ...['add', 'delete', 'edit', 'history', 'notification', 'rename'].map((name) =>
    page('GET', `/core/img/actions/${name}.svg`),
  ),
  page('GET', '/f/:id', (thing) =>
    [thing.file, thing.folder, thing.gone].map(({ id }) => ({
      ...{ method: 'GET', path: `/f/${id}`, headers: { accept: 'text/html' } },
    })),
  ),
  ...[
    '/core/preview',
    '/core/preview.png',
    '/apps/files_trashbin/preview',
    '/apps/files_versions/preview',
  ].map((path) => page('GET', path, preview(path))),
  page('GET', '/apps/files/api/v1/thumbnail/:x/:y/*', (thing, { place }) => [
    { method: 'GET', path: `/apps/files/api/v1/thumbnail/64/64/${encode(`${place}/${thing.file.name}`)}` },
  ]),
])

/** Everything that is asked besides the file protocol. */
export const WEB_LINES: Readonly<Record<string, Asks>> = { ...OCS_LINES, ...PAGE_LINES }
