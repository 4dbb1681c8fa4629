import styles from './bar.module.css'
import { classes } from './classes.ts'

export interface BarProps {
  readonly label: string
  /** From 0 to 1. */
  readonly part: number
  /** What the part stands for, in words. */
  readonly text?: string
  readonly tone?: 'plain' | 'attention' | 'loss' | 'quiet'
  /** A level, such as how full something is, and no work that goes on. */
  readonly meter?: boolean
}

/** How much of something there is. */
export const Bar = ({ label, part, text, tone = 'plain', meter }: BarProps) => {
  const percent = Math.round(Math.max(0, Math.min(1, part)) * 100)
  const said = {
    ...{ role: meter ? 'meter' : 'progressbar', 'aria-label': label },
    ...{ 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': percent, 'aria-valuetext': text },
  }
  return (
    <div {...said} className={classes(styles.bar, tone !== 'plain' && styles[tone])}>
      <svg className={styles.track} preserveAspectRatio="none" viewBox="0 0 1 1" aria-hidden="true">
        <rect className={styles.part} width={Math.max(0, Math.min(1, part))} height="1" />
      </svg>
    </div>
  )
}
