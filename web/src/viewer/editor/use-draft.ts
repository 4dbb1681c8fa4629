import { useCallback, useEffect, useRef } from 'react'
import { mayKeep } from '../../session/ended.ts'
import { dropDraft, keepDraft } from './drafts.ts'

/** Milliseconds from the first letter that is not kept to its draft. */
const PAUSE = 2_000

interface Drafting {
  /** The text was changed. */
  note(text: string): void
  /** It is saved, or given up. */
  drop(): Promise<void>
}

/** Keeps what is typed in the browser, so that nothing is lost with the page, the line or the session. */
export function useDraft(item: number, etag: () => string): Drafting {
  const waiting = useRef<string>(undefined)
  const timer = useRef<number>(undefined)
  const keep = useCallback(() => {
    window.clearTimeout(timer.current)
    timer.current = undefined
    const text = waiting.current
    waiting.current = undefined
    if (text !== undefined) void keepDraft({ item, text, etag: etag(), kept: Date.now() })
  }, [item, etag])

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      // Begun now, it may not end before the page does: the browser asks, and meanwhile it does.
      if (waiting.current === undefined || !mayKeep()) return
      keep()
      event.preventDefault()
    }
    window.addEventListener('beforeunload', leave)
    window.addEventListener('pagehide', keep)
    document.addEventListener('visibilitychange', keep)
    return () => {
      window.removeEventListener('beforeunload', leave)
      window.removeEventListener('pagehide', keep)
      document.removeEventListener('visibilitychange', keep)
      keep()
    }
  }, [keep])

  const note = useCallback(
    (text: string) => {
      waiting.current = text
      timer.current ??= window.setTimeout(keep, PAUSE)
    },
    [keep],
  )
  const drop = useCallback(async () => {
    window.clearTimeout(timer.current)
    timer.current = undefined
    waiting.current = undefined
    await dropDraft(item)
  }, [item])
  return { note, drop }
}
