import type { ReactNode } from 'react'
import styles from './empty.module.css'
import { Icon, type LucideIcon } from './icon.tsx'

export interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  /** What this place is for. */
  readonly text?: string
  /** Its one act. */
  readonly children?: ReactNode
}

export const EmptyState = ({ icon, title, text, children }: EmptyStateProps) => (
  <div className={styles.empty}>
    <span className={styles.mark}>
      <Icon of={icon} size={32} />
    </span>
    <p className={styles.title}>{title}</p>
    {text !== undefined && <p className={styles.text}>{text}</p>}
    {children}
  </div>
)
