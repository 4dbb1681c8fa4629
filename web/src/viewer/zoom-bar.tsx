import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { IconButton } from '../look/button.tsx'
import { say } from '../words/say.ts'
import styles from './zoom-bar.module.css'

interface ZoomBarProps {
  /** In percent of what fits. */
  readonly percent: number
  readonly isFitted: boolean
  readonly onIn: () => void
  readonly onOut: () => void
  readonly onFit: () => void
}

export const ZoomBar = ({ percent, isFitted, onIn, onOut, onFit }: ZoomBarProps) => (
  <div className={styles.bar} role="toolbar" aria-label={say('viewer.zoom.bar')}>
    <IconButton
      icon={ZoomOut}
      label={say('viewer.zoom.out')}
      kind="quiet"
      onPress={onOut}
      isDisabled={isFitted}
    />
    <output className={styles.percent}>{say('viewer.zoom.percent', { percent })}</output>
    <IconButton icon={ZoomIn} label={say('viewer.zoom.in')} kind="quiet" onPress={onIn} />
    <IconButton
      icon={Maximize}
      label={say('viewer.zoom.fit')}
      kind="quiet"
      onPress={onFit}
      isDisabled={isFitted}
    />
  </div>
)
