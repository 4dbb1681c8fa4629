import { useEffect } from 'react'
import { type Aimed, opensAt, targetAt } from './drop-targets.ts'

const TAKES = 'data-takes'
/** Held above a folder or a place for so long, it opens. Milliseconds. */
const LINGER = 700

/**
 * Rows may be dropped onto folders and places that are named around the list, not only onto folders in it; held above one for a
 * moment, it opens, and what is dragged goes on to what is seen there.
 * @param go to where such a place leads; always the same function.
 */
export function useDropPlaces(go: (path: string) => void): void {
  useEffect(() => {
    let marked: HTMLElement | null = null
    let held: string | undefined
    let timer = 0
    const hold = (path: string | undefined): void => {
      if (path === held) return
      held = path
      clearTimeout(timer)
      if (path !== undefined) timer = window.setTimeout(() => go(path), LINGER)
    }
    const mark = (element: HTMLElement | null): void => {
      if (element === marked) return
      marked?.removeAttribute(TAKES)
      marked = element
      marked?.setAttribute(TAKES, 'true')
    }
    const aim = (event: DragEvent) => {
      const aimed: Aimed | null = targetAt(event.target)
      const effect = aimed?.target.over(event)
      return aimed === null || effect === undefined ? undefined : { ...aimed, effect }
    }
    const over = (event: DragEvent): void => {
      const aimed = aim(event)
      mark(aimed?.element ?? null)
      hold(opensAt(event.target))
      if (aimed === undefined || event.dataTransfer === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = aimed.effect
    }
    const drop = (event: DragEvent): void => {
      const aimed = aim(event)
      mark(null)
      hold(undefined)
      if (aimed === undefined) return
      event.preventDefault()
      aimed.target.drop(event)
    }
    const end = (): void => {
      mark(null)
      hold(undefined)
    }
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    document.addEventListener('dragend', end)
    return () => {
      end()
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
      document.removeEventListener('dragend', end)
    }
  }, [go])
}
