import type { ReactNode } from 'react'
import styles from './banner.module.css'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './icon.tsx'

interface BannerProps {
  readonly icon: LucideIcon
  readonly children: ReactNode
  /** `news`: nothing is amiss. */
  readonly tone?: 'attention' | 'news'
  /** A button that does something about it. */
  readonly act?: ReactNode
}

/** Says what holds of everything below, for as long as it does; to be put into a live region. */
export const Banner = ({ icon, children, act, tone = 'attention' }: BannerProps) => (
  <div className={classes(styles.banner, tone === 'news' && styles.news)}>
    <Icon of={icon} />
    <p className={styles.text}>{children}</p>
    {act}
  </div>
)
