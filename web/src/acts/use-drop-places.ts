import { useEffect } from 'react'
import { type Aimed, targetAt } from './drop-targets.ts'

const TAKES = 'data-takes'

/** Rows may be dropped onto folders and places that are named around the list, not only onto folders in it. */
export function useDropPlaces(): void {
  useEffect(() => {
    let marked: HTMLElement | null = null
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
      if (aimed === undefined || event.dataTransfer === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = aimed.effect
    }
    const drop = (event: DragEvent): void => {
      const aimed = aim(event)
      mark(null)
      if (aimed === undefined) return
      event.preventDefault()
      aimed.target.drop(event)
    }
    const end = (): void => mark(null)
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    document.addEventListener('dragend', end)
    return () => {
      mark(null)
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
      document.removeEventListener('dragend', end)
    }
  }, [])
}
