import type { QueryClient } from '@tanstack/react-query'
import { onAnswer } from '../api/call.ts'
import { pauseBefore } from '../api/pause.ts'
import { LineLost } from '../api/problem.ts'
import { path } from '../session/session.ts'
import { liveState, noteLive } from './state.ts'

/**
 * Knows when nothing answers any more, and asks until something does: what a browser says of its network is only a
 * hint, a call that fails or succeeds is the truth.
 */
export function watchLine(client: QueryClient): () => void {
  let lastAnswer = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0

  const back = (): void => {
    lastAnswer = Date.now()
    if (liveState().offlineSince === null) return
    clearTimeout(timer)
    attempt = 0
    noteLive({ offlineSince: null })
    void client.invalidateQueries()
  }
  const ask = async (): Promise<void> => {
    try {
      await fetch(path('/status.php'), { cache: 'no-store' })
      back()
    } catch {
      again()
    }
  }
  const again = (): void => {
    clearTimeout(timer)
    timer = setTimeout(ask, pauseBefore(attempt++))
  }
  const lost = (): void => {
    if (liveState().offlineSince !== null) return
    noteLive({ offlineSince: lastAnswer })
    again()
  }
  const failed = (error: unknown): void => {
    if (error instanceof LineLost) lost()
  }
  const ends = [
    onAnswer(back),
    client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return
      if (event.action.type === 'failed' || event.action.type === 'error') failed(event.action.error)
    }),
    client.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') failed(event.action.error)
    }),
  ]
  const tryNow = (): void => {
    if (liveState().offlineSince !== null) void ask()
  }
  window.addEventListener('offline', lost)
  window.addEventListener('online', tryNow)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('offline', lost)
    window.removeEventListener('online', tryNow)
    for (const end of ends) end()
  }
}
