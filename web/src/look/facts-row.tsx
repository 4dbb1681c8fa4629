import type { ReactNode } from 'react'
import styles from './facts-row.module.css'
import { Icon, type LucideIcon } from './icon.tsx'

export const FactsRows = ({ children }: { readonly children: ReactNode }) => (
  <ul className={styles.rows}>{children}</ul>
)

export interface FactsRowProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly facts: string
  /** Below the facts. */
  readonly more?: ReactNode
  /** What can be done with it. */
  readonly children: ReactNode
}

/** One of the things that a person has, such as a device: what it is, what is known of it, and what to do with it. */
export const FactsRow = ({ icon, name, facts, more, children }: FactsRowProps) => (
  <li className={styles.row}>
    <Icon of={icon} />
    <div className={styles.what}>
      <p className={styles.name}>{name}</p>
      <p className={styles.facts}>{facts}</p>
      {more}
    </div>
    {children}
  </li>
)
