import { useCallback, useEffect, useRef, useState } from 'react'
import { answers } from '../api/answers.ts'
import { pauseBefore } from '../api/pause.ts'
import { PartLost } from './lazily.tsx'

export interface Again {
  /** Tries at once. */
  again(): void
  /**
   * The server answers and it still did not come. Firefox fetches no module again that was lost once, and a file may be
   * gone with the version that it belonged to: only the page as a whole can be loaded again.
   */
  readonly isStuck: boolean
}

/**
 * What shows a failure fetches again what did not come over the line until it does, without a word meanwhile.
 * @param draw draws anew what failed.
 */
export function useAgain(error: unknown, draw: () => void): Again {
  const [isStuck, setStuck] = useState(false)
  const drawn = useRef(draw)
  drawn.current = draw
  const attempt = useCallback(async (): Promise<boolean> => {
    try {
      if (error instanceof PartLost) await error.again()
    } catch {
      setStuck(await answers())
      return false
    }
    drawn.current()
    return true
  }, [error])
  useEffect(() => {
    if (!(error instanceof PartLost)) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let tries = 0
    let isOver = false
    const wait = (): void => {
      timer = setTimeout(async () => {
        if (!(await attempt()) && !isOver) wait()
      }, pauseBefore(tries++))
    }
    const atOnce = (): void => void attempt()
    wait()
    window.addEventListener('online', atOnce)
    return () => {
      isOver = true
      clearTimeout(timer)
      window.removeEventListener('online', atOnce)
    }
  }, [error, attempt])
  return { again: useCallback(() => void attempt(), [attempt]), isStuck }
}
