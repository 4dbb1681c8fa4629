/**
 * The service worker: keeps the built files, whose names change with their content, and one page without any name or
 * secret that says that there is no network. Everything else goes its way untouched.
 * @param base path in front of everything, without a slash at its end.
 */
export const serviceWorker = (base: string): string => `'use strict'
const BASE = ${JSON.stringify(base)}
const KEPT = 'nuage-shell-1'
const OFFLINE = BASE + '/offline'
const PATIENCE = 4000

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.add(new Request(OFFLINE, { cache: 'reload' }))))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('nuage-shell-') && name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

async function fromStore(request) {
  const kept = await caches.open(KEPT)
  const known = await kept.match(request)
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await kept.put(request, answer.clone())
  return answer
}

async function fromNetwork(request) {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), PATIENCE)
  try {
    return await fetch(request, { signal: late.signal })
  } catch (error) {
    const page = await caches.match(OFFLINE)
    if (page) return page
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const PLACES = /^\\/(?:files|recent|favourites|shared|tags|trash|links|boxes|search|space|rollback|activity|notifications|account|help)(?:\\/|$)/

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(BASE + '/')) return
  const path = url.pathname.slice(BASE.length)
  if (path.startsWith('/assets/') || path === '/favicon.svg') event.respondWith(fromStore(request))
  else if (request.mode === 'navigate' && (path === '/' || PLACES.test(path))) event.respondWith(fromNetwork(request))
})
`
