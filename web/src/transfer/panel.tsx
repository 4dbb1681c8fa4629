import { Suspense, useEffect } from 'react'
import { lazily } from '../frame/lazily.tsx'
import { uploadsOf } from '../session/kept.ts'
import { session } from '../session/session.ts'
import { useWanted, want } from './wanted.ts'

const Open = lazily(async () => (await import('./open-panel.tsx')).OpenPanel)

/** The first list comes first. */
const whenIdle = (look: () => void): (() => void) => {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(look, 1_000)
    return () => clearTimeout(timer)
  }
  const wish = requestIdleCallback(look)
  return () => cancelIdleCallback(wish)
}

/** Whether an earlier visit left something behind. */
async function lookBehind(): Promise<void> {
  const known = (await indexedDB.databases?.()) ?? []
  if (!known.some(({ name }) => name === uploadsOf(session().person.id))) return
  const { leftBehind } = await import('./here.ts')
  if ((await leftBehind()).length > 0) want()
}

/** Nothing, and nearly no program, until there is something to send. */
export function TransferPanel() {
  const wanted = useWanted()
  useEffect(() => whenIdle(() => void lookBehind().catch(() => {})), [])
  if (!wanted) return null
  return (
    <Suspense fallback={null}>
      <Open />
    </Suspense>
  )
}
