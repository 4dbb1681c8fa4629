import { CloudOff } from 'lucide-react'
import { Icon } from '../look/icon.tsx'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './offline-bar.module.css'
import { useLive } from './state.ts'

/** Says that what is shown may be old, and of when it is. */
export function OfflineBar() {
  const { offlineSince } = useLive()
  return (
    <div role="status">
      {offlineSince !== null && (
        <p className={styles.bar}>
          <Icon of={CloudOff} />
          {say('live.offline', { time: when(offlineSince / 1000) })}
        </p>
      )}
    </div>
  )
}
