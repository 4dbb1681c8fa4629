import type { Preferences } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { notePreferences, session } from '../session/session.ts'

/** What is chosen is seen at once; it stands on the root, where the style sheets look for it. */
function wear({ theme, density, font }: Preferences): void {
  const { dataset } = document.documentElement
  for (const [name, value] of Object.entries({ theme, density, font })) {
    if (value === undefined || value === 'system') delete dataset[name]
    else dataset[name] = value
  }
}

/** Shown at once, kept by the server, and as it was if that fails. @throws what the call throws. */
export async function changePreferences(change: Preferences): Promise<void> {
  const before = session().preferences
  notePreferences({ ...before, ...change })
  wear(session().preferences)
  try {
    notePreferences(await call<Preferences>('PATCH', '/me/preferences', { body: change }))
  } catch (error) {
    notePreferences(before)
    wear(before)
    throw error
  }
}
