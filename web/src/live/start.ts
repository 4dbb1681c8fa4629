import type { QueryClient } from '@tanstack/react-query'
import { path, session } from '../session/session.ts'
import { createApplier } from './apply.ts'
import { listenTogether } from './leader.ts'
import { liveState, noteLive } from './state.ts'
import { watchLine } from './watch-line.ts'

const MINUTE = 60_000
/** While every change is told, what was read stays true for so long without being asked again. */
const TRUSTED_MS = 5 * MINUTE

async function ticket(): Promise<string> {
  const answer = await fetch(path('/apps/notify_push/pre_auth'), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { requesttoken: session().requestToken ?? '', 'x-requested-with': 'XMLHttpRequest' },
  })
  if (!answer.ok) throw new Error(`no ticket: ${answer.status}`)
  return await answer.text()
}

const address = (): string => new URL(path('/push/ws'), location.href).href.replace(/^http/, 'ws')

/** Makes everything that is shown follow what happens elsewhere, until it is ended. */
export function startLive(client: QueryClient): () => void {
  const { apply, applyAll } = createApplier(client)
  const trust = (milliseconds: number): void => {
    const { queries, ...others } = client.getDefaultOptions()
    client.setDefaultOptions({ ...others, queries: { ...queries, staleTime: milliseconds } })
  }
  const changed = (open: boolean): void => {
    if (open === liveState().listening) return
    trust(open ? TRUSTED_MS : 0)
    noteLive({ listening: open })
    // What happened before the line was open, nobody told.
    if (open) applyAll()
  }
  const endLine = watchLine(client)
  const endListening = listenTogether({
    ...{ person: session().person.id, address: address(), ticket, changed },
    hear: apply,
  })
  // Without the line it is asked now and then, as long as somebody looks.
  const timer = setInterval(() => {
    if (!liveState().listening && document.visibilityState === 'visible') applyAll()
  }, MINUTE)
  return () => {
    clearInterval(timer)
    endListening()
    endLine()
  }
}
