import type { ReactNode } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import styles from './tip.module.css'

/** A word or two beside a control that shows none; said again by nobody, since they are its name already. */
export const Tip = ({ text, children }: { readonly text: string; readonly children: ReactNode }) => (
  <TooltipTrigger delay={700} closeDelay={0}>
    {children}
    <Tooltip className={styles.tip} offset={6}>
      {text}
    </Tooltip>
  </TooltipTrigger>
)
