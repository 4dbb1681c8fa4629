import type { ReactNode } from 'react'
import styles from './button.module.css'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './icon.tsx'

interface ButtonLinkProps {
  /** The whole address, with the prefix of the instance where it is one of its own. */
  readonly href: string
  readonly icon?: LucideIcon
  readonly children: ReactNode
  /** In a window of its own: it leads away from here. */
  readonly away?: boolean
  readonly download?: boolean
}

/** Looks like a button, and leads somewhere: the browser follows it by itself. */
export const ButtonLink = ({ href, icon, children, away, download }: ButtonLinkProps) => (
  <a
    className={classes(styles.button, styles.link)}
    href={href}
    {...(download ? { download: '' } : {})}
    {...(away ? { target: '_blank', rel: 'noreferrer noopener' } : {})}
  >
    {icon !== undefined && <Icon of={icon} />}
    {children}
  </a>
)
