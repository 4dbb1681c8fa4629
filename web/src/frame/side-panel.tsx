import { useEffect } from 'react'
import type { Panel } from '../address/search.ts'
import { useFolderId } from '../address/use-folder.ts'
import { usePanel } from '../address/use-panel.ts'
import { say } from '../words/say.ts'
import styles from './frame.module.css'
import { hasSlot, Slot } from './slots.tsx'

/** What `details/panel.tsx` is given as `DetailsPanel`. */
export interface SidePanelProps {
  /** Id of what is told of: what is marked, or else the folder one is in. */
  readonly item: number
  readonly panel: Panel
  readonly onPanel: (panel: Panel) => void
  readonly onClose: () => void
}

/** At the side, or over the page on a phone: what is known of an item. */
export function SidePanel() {
  const folder = useFolderId()
  const { panel, item, open, close } = usePanel()
  const shown = panel !== undefined && hasSlot('details/panel.tsx')
  useEffect(() => {
    if (!shown) return
    const hear = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) close()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  })
  if (!shown) return null
  const given: SidePanelProps = { item: item ?? folder, panel, onPanel: (next) => open(next), onClose: close }
  return (
    <aside aria-label={say('frame.details')} className={styles.side}>
      <Slot file="details/panel.tsx" name="DetailsPanel" given={given} onClose={close} />
    </aside>
  )
}
