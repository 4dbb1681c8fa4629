import { say } from '../words/say.ts'
import styles from './skeleton.module.css'

/** Where rows are going to be, once they have been long in coming. */
export const Skeleton = ({ rows = 8 }: { readonly rows?: number }) => (
  <div className={styles.rows} aria-busy="true">
    <span className="unseen">{say('look.loading')}</span>
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: nothing tells these apart
      <div key={row} className={styles.row} aria-hidden="true" />
    ))}
  </div>
)
