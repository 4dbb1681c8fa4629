import { path, session } from './session.ts'

/** What this browser keeps for whoever leaves; what it keeps for others stays. */
async function forget(): Promise<void> {
  indexedDB.deleteDatabase(`nuage-${session().person.id}`)
  for (const name of await caches.keys()) if (name.startsWith('nuage-')) await caches.delete(name)
}

/** Leaves by a form, as the pages without script do: the answer to it is the sign-in page. */
export async function signOut(): Promise<void> {
  // A browser that keeps nothing, or not here, has nothing to forget.
  await forget().catch(() => {})
  const form = document.createElement('form')
  form.method = 'post'
  form.action = path('/logout')
  const token = document.createElement('input')
  token.type = 'hidden'
  token.name = 'requesttoken'
  token.value = session().requestToken ?? ''
  form.append(token)
  document.body.append(form)
  form.submit()
}
