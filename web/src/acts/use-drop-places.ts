import { useEffect } from 'react'
import { dropEffect, dropOnto } from './drag.ts'

const TAKES = 'data-takes'

/** A folder that is named elsewhere on the screen, such as in the breadcrumbs. */
const placeAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-folder]') : null

const destinationOf = (place: HTMLElement) => ({
  id: Number(place.dataset.folder),
  name: place.textContent?.trim() ?? '',
})

/** Rows may be dropped onto every folder that is named on the screen, not only onto those in the list. */
export function useDropPlaces(): void {
  useEffect(() => {
    let aimed: HTMLElement | null = null
    const aim = (place: HTMLElement | null): void => {
      if (place === aimed) return
      aimed?.removeAttribute(TAKES)
      aimed = place
      aimed?.setAttribute(TAKES, 'true')
    }
    const over = (event: DragEvent): void => {
      const place = placeAt(event.target)
      const effect = place === null ? undefined : dropEffect(destinationOf(place), event)
      aim(effect === undefined ? null : place)
      if (effect === undefined || event.dataTransfer === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = effect
    }
    const drop = (event: DragEvent): void => {
      const place = placeAt(event.target)
      aim(null)
      if (place === null || dropEffect(destinationOf(place), event) === undefined) return
      event.preventDefault()
      void dropOnto(destinationOf(place), event)
    }
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    return () => {
      aim(null)
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
    }
  }, [])
}
