import type { ReactNode } from 'react'
import styles from './banner.module.css'
import { Icon, type LucideIcon } from './icon.tsx'

interface BannerProps {
  readonly icon: LucideIcon
  readonly children: ReactNode
  /** A button that does something about it. */
  readonly act?: ReactNode
}

/** Says what holds of everything below, for as long as it does; to be put into a live region. */
export const Banner = ({ icon, children, act }: BannerProps) => (
  <div className={styles.banner}>
    <Icon of={icon} />
    <p className={styles.text}>{children}</p>
    {act}
  </div>
)
