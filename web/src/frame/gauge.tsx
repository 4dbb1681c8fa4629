import { useQuery } from '@tanstack/react-query'
import { HardDrive } from 'lucide-react'
import { Link } from '../address/link.tsx'
import { spaceQuery } from '../api/space-query.ts'
import { Bar } from '../look/bar.tsx'
import { Icon } from '../look/icon.tsx'
import { bytesSince, useArriving } from '../transfer/index.ts'
import { size } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './gauge.module.css'

/** From here on it is said in words that it gets narrow. */
const NARROW = 0.9

/** How much of the space is used; it moves while files arrive. */
export function Gauge() {
  const arriving = useArriving()
  const { data, dataUpdatedAt } = useQuery(spaceQuery)
  if (data === undefined) return null
  const { quota } = data
  const used = data.used + bytesSince(arriving, dataUpdatedAt)
  const part = quota === null ? 0 : used / Math.max(1, quota)
  const text =
    quota === null
      ? say('transfer.gauge.used', { used: size(used) })
      : say('transfer.gauge.of', { used: size(used), quota: size(quota) })
  return (
    <Link to="/space" className={styles.gauge} title={text}>
      {quota !== null && (
        <Bar
          meter
          label={say('transfer.gauge.label')}
          part={part}
          text={text}
          tone={part > NARROW ? 'attention' : 'plain'}
        />
      )}
      <span className={styles.mark}>
        <Icon of={HardDrive} />
      </span>
      <span className={styles.text}>{text}</span>
      {part > NARROW && <span className={styles.narrow}>{say('transfer.gauge.full')}</span>}
    </Link>
  )
}
