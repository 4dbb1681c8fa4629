import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { folderPath } from '../address/go.ts'
import { path } from '../session/session.ts'

/** Alt and the arrow up lead to the folder above. */
export function useParentKey(parent: number | undefined): void {
  const { history } = useRouter()
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (parent === undefined || event.key !== 'ArrowUp' || !event.altKey) return
      event.preventDefault()
      history.push(path(folderPath(parent)))
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [parent, history])
}
