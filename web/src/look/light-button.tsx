import { Icon, type LucideIcon } from './icon.tsx'
import styles from './light-button.module.css'

interface LightButtonProps {
  readonly icon: LucideIcon
  /** What it does: its name for everybody who does not see it, and its tip. */
  readonly label: string
  readonly menu?: boolean
  readonly isDisabled?: boolean
  /** -1 in rows, whose arrows reach it. */
  readonly tabIndex?: -1
  do(at: Element): void
}

/** For long lists, where there are many and they come and go while it scrolls: the browser’s own, which is light. */
export const LightButton = (props: LightButtonProps) => (
  <button
    type="button"
    tabIndex={props.tabIndex}
    className={styles.button}
    title={props.label}
    aria-label={props.label}
    disabled={props.isDisabled}
    {...(props.menu ? { 'aria-haspopup': 'menu' as const } : {})}
    onClick={({ currentTarget }) => props.do(currentTarget)}
  >
    <Icon of={props.icon} size={18} />
  </button>
)
