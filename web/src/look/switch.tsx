import { Switch as Toggle, type SwitchProps as ToggleProps } from 'react-aria-components'
import styles from './switch.module.css'

export interface SwitchProps extends Omit<ToggleProps, 'className' | 'style'> {
  readonly children: string
  readonly hint?: string
}

/** On or off, at once. */
export const Switch = ({ children, hint, ...rest }: SwitchProps) => (
  <Toggle {...rest} className={styles.switch ?? ''}>
    <span className={styles.track} />
    <span>
      {children}
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </span>
  </Toggle>
)
