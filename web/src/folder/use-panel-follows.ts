import { useCallback, useEffect, useRef } from 'react'
import { usePanel } from '../address/use-panel.ts'
import type { Row } from '../list/rows.ts'

/** Whoever walks through the list means where they rest. Milliseconds. */
const REST = 150

/** What the panel at the side tells of follows the selection while it is open. */
export function usePanelFollows(): (selected: readonly Row[]) => void {
  const state = usePanel()
  const now = useRef(state)
  const timer = useRef(0)
  useEffect(() => {
    now.current = state
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback((selected) => {
    clearTimeout(timer.current)
    const [only] = selected
    if (only === undefined || selected.length > 1) return
    timer.current = window.setTimeout(() => {
      const { panel, item, open } = now.current
      if (panel !== undefined && item !== only.id) open(panel, only.id)
    }, REST)
  }, [])
}
