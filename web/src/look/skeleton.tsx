import { say } from '../words/say.ts'
import styles from './skeleton.module.css'

interface SkeletonProps {
  readonly rows?: number
  /** Nothing else is there yet that could be the heading of the page. */
  readonly asScreen?: boolean
}

/** Where rows are going to be, once they have been long in coming. */
export function Skeleton({ rows = 8, asScreen = false }: SkeletonProps) {
  const Words = asScreen ? 'h1' : 'span'
  return (
    <div className={styles.rows} aria-busy="true">
      <Words className="unseen">{say('look.loading')}</Words>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing tells these apart
        <div key={row} className={styles.row} aria-hidden="true" />
      ))}
    </div>
  )
}
