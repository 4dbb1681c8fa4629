import type { Ask } from './ask.ts'
import type { Asks } from './lines-dav.ts'
import type { Thing } from './thing.ts'

/** The web app's API asks by numbers. */
const filled = (path: string, { folder, file, tag, comment, share }: Thing, id: number): string =>
  path
    .replace('{tag}', String(tag.id))
    .replace('{comment}', String(comment.id))
    .replace('{stamp}', String(file.stamp))
    .replace(/\{(?:share|link|box)\}/, String(share))
    .replace('{id}', String(path.startsWith('/folders') ? folder.id : id))
    .replace(/\{[^}]+\}/, String(id))

const ask = (method: string, path: string, body?: unknown): Ask => ({
  ...{ method, path: `/api/v1${path}` },
  headers: { 'Content-Type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

/** Of the file, of its folder and of what was deleted. */
const byNumber =
  (method: string, path: string, bodyOf: (thing: Thing) => unknown = () => undefined): Asks =>
  (thing) =>
    [thing.file.id, thing.folder.id, thing.gone.id].map((id) =>
      ask(method, filled(path, thing, id), bodyOf(thing)),
    )

const line = (method: string, path: string, bodyOf?: (thing: Thing) => unknown): [string, Asks] => [
  `api ${method} ${path}`,
  byNumber(method, path, bodyOf),
]

const seen = ({ file, folder }: Thing) => ({ id: file.id, from: folder.id })
const some = (thing: Thing) => ({ items: [seen(thing)], to: thing.folder.id, onClash: 'keep-both' })
const entries = ({ gone }: Thing) => ({ entries: [gone.id] })
const said = () => ({ message: 'me too' })
const search: Asks = ({ file, folder }) =>
  [
    `q=${encodeURIComponent(file.name)}`,
    `q=${encodeURIComponent(folder.name.slice(0, 6))}`,
    'q=txt',
    'q=&by=alice',
  ].map((wish) => ask('GET', `/search?${wish}`))

const later = () => ({ expires: 2_000_000_000 })
const people: Asks = ({ file }) =>
  ['', file.name].map((q) => ask('GET', `/people?${new URLSearchParams({ q })}`))

export const API_LINES: Readonly<Record<string, Asks>> = Object.fromEntries([
  line('GET', '/session'),
  line('PATCH', '/me/preferences', () => ({})),
  line('GET', '/space'),
  line('GET', '/folders/{id}'),
  line('GET', '/items/{id}'),
  line('POST', '/folders/{id}/folders', () => ({ name: 'new' })),
  line('POST', '/folders/{id}/tree', () => ({ folders: ['new'], paths: ['new'] })),
  line('POST', '/folders/{id}/arrivals', ({ file }) => ({
    names: [file.name],
    files: [{ name: file.name }],
  })),
  line('POST', '/items/move', some),
  line('POST', '/items/copy', some),
  line('POST', '/items/rename', (thing) => ({ ...seen(thing), name: 'renamed.txt' })),
  line('POST', '/items/delete', (thing) => ({ items: [seen(thing)] })),
  line('PUT', '/items/{id}/favourite'),
  line('DELETE', '/items/{id}/favourite'),
  line('GET', '/favourites'),
  line('GET', '/recent'),
  ['api GET /search', search],
  line('GET', '/search/people'),
  line('GET', '/trash'),
  line('POST', '/trash/restore', entries),
  line('POST', '/trash/delete', entries),
  line('POST', '/trash/empty', () => ({})),
  line('DELETE', '/space/versions'),
  line('GET', '/items/{id}/versions'),
  line('PATCH', '/items/{id}/versions/{stamp}', () => ({ label: 'mine' })),
  line('DELETE', '/items/{id}/versions/{stamp}'),
  line('POST', '/items/{id}/versions/{stamp}/restore'),
  line('GET', '/activity'),
  line('GET', '/items/{id}/activity'),
  line('GET', '/items/{id}/comments'),
  line('POST', '/items/{id}/comments', said),
  line('POST', '/items/{id}/comments/read', () => ({})),
  line('PATCH', '/items/{id}/comments/{comment}', said),
  line('DELETE', '/items/{id}/comments/{comment}'),
  line('GET', '/tags'),
  line('POST', '/tags', () => ({})),
  line('PATCH', '/tags/{tag}', () => ({ name: 'taken' })),
  line('DELETE', '/tags/{tag}'),
  line('GET', '/tags/{tag}/items'),
  line('POST', '/items/tags', ({ file, tag }) => ({ items: [file.id], add: [tag.id], remove: [] })),
  ['api GET /people', people],
  line('GET', '/items/{id}/access'),
  line('GET', '/items/{id}/pages'),
  line('POST', '/items/{id}/shares', () => ({ kind: 'person', id: 'eve' })),
  line('PATCH', '/shares/{share}', () => ({ note: 'mine' })),
  line('DELETE', '/shares/{share}'),
  line('POST', '/items/{id}/links', () => ({})),
  line('PATCH', '/links/{link}', () => ({ label: 'mine' })),
  line('DELETE', '/links/{link}'),
  line('POST', '/links/{link}/reactivate', later),
  line('POST', '/links/{link}/short', () => ({})),
  line('DELETE', '/links/{link}/short'),
  line('POST', '/links/{link}/letters', () => ({ to: 'eve@example.org' })),
  line('POST', '/links/password'),
  line('GET', '/shared/with-me'),
  line('GET', '/shared/by-me'),
  line('GET', '/shared/offers'),
  line('POST', '/shared/{share}/accept'),
  line('POST', '/shared/{share}/leave'),
  line('POST', '/shared/{share}/return'),
  line('GET', '/links'),
  line('POST', '/links/act', ({ share }) => ({ act: 'end', items: [{ id: share }] })),
  line('GET', '/boxes'),
  line('POST', '/boxes', ({ folder }) => ({ folder: folder.id })),
  line('GET', '/boxes/{box}'),
  line('PATCH', '/boxes/{box}', () => ({ instructions: 'mine' })),
  line('POST', '/boxes/{box}/close'),
  line('POST', '/boxes/{box}/reopen', () => ({ closes: null })),
  line('GET', '/boxes/{box}/deposits'),
  line('POST', '/spaces/{space}/rollback', ({ folder }) => ({ at: 1_800_000_000, item: folder.id })),
  line('GET', '/jobs/{job}'),
  line('GET', '/notifications'),
  line('DELETE', '/notifications/{notification}'),
  line('DELETE', '/notifications'),
  line('GET', '/space/largest'),
  line('GET', '/space/oldest'),
  line('GET', '/space/duplicates'),
  line('GET', '/me/status'),
  line('PUT', '/me/status', () => ({})),
  line('GET', '/me/profile'),
  line('PATCH', '/me/profile', () => ({})),
  line('GET', '/me/profile/proposals'),
  line('GET', '/me/devices'),
  line('POST', '/me/devices', () => ({})),
  line('POST', '/me/devices/phone', () => ({ address: 'https://nuage.example' })),
  line('PATCH', '/me/devices/{device}', () => ({ name: 'mine' })),
  line('DELETE', '/me/devices/{device}'),
  line('POST', '/me/devices/{device}/wipe'),
  line('GET', '/me/sessions'),
  line('DELETE', '/me/sessions/{session}'),
  // Ends what whoever asks is signed in by.
  ['api DELETE /me/sessions', () => []] as [string, Asks],
  line('GET', '/me/security'),
  line('PUT', '/me/security/password', () => ({ current: 'a guess', password: 'Une autre longue phrase' })),
  line('POST', '/me/security/confirm', () => ({ password: 'a guess' })),
  line('POST', '/me/security/confirm/passkey', () => ({})),
  line('POST', '/me/security/totp/offer'),
  line('PUT', '/me/security/totp', () => ({ sealed: 'nothing', code: '000000' })),
  line('DELETE', '/me/security/totp'),
  line('POST', '/me/security/passkeys/offer'),
  line('POST', '/me/security/passkeys', () => ({ name: 'mine', response: '{}' })),
  line('DELETE', '/me/security/passkeys/{passkey}'),
  line('POST', '/me/security/codes'),
])
