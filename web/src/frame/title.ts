import { useEffect } from 'react'
import { announce } from '../look/announce.ts'

let first = true

/** Names the window; whoever does not see that the place changed is told. */
export function useTitle(title: string): void {
  useEffect(() => {
    if (title === '') return
    document.title = `${title} – Nuage`
    if (!first) announce(title)
    first = false
  }, [title])
}
