/** What this browser keeps of somebody beyond the page: each thing under their own name, so that nobody finds another’s. */
export const uploadsOf = (person: string): string => `nuage-${person}`
export const draftsOf = (person: string): string => `nuage/drafts/${person}`
/** In `localStorage`. */
export const placesOf = (person: string): string => `nuage/places/${person}`

export const UPLOADS = 'uploads'
export const DRAFTS = 'drafts'

/** Milliseconds; another window may hold on to what is to be deleted. */
const PATIENCE = 5_000

const answered = <Value>(wish: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    wish.onsuccess = () => resolve(wish.result)
    wish.onerror = () => reject(wish.error)
  })

async function count(name: string, store: string): Promise<number> {
  const known = (await indexedDB.databases()).some((database) => database.name === name)
  if (!known) return 0
  const database = await answered(indexedDB.open(name))
  try {
    return await answered(database.transaction(store).objectStore(store).count())
  } finally {
    database.close()
  }
}

/** How much of it is not finished; a browser that keeps nothing has nothing. */
export async function unfinishedOf(person: string): Promise<{ uploads: number; drafts: number }> {
  const [uploads, drafts] = await Promise.all([
    count(uploadsOf(person), UPLOADS).catch(() => 0),
    count(draftsOf(person), DRAFTS).catch(() => 0),
  ])
  return { uploads, drafts }
}

const deleted = (name: string): Promise<unknown> =>
  Promise.race([
    answered(indexedDB.deleteDatabase(name)).catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, PATIENCE)),
  ])

/** Forgets what is kept of whoever leaves; what is kept for others stays. */
export async function forget(person: string): Promise<void> {
  localStorage.removeItem(placesOf(person))
  await Promise.all([deleted(uploadsOf(person)), deleted(draftsOf(person))])
  for (const name of await caches.keys()) if (name.startsWith('nuage-')) await caches.delete(name)
}
