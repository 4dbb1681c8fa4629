import { Ellipsis } from 'lucide-react'
import { memo } from 'react'
import type { Row } from '../list/rows.ts'
import { classes } from '../look/classes.ts'
import { Icon, type LucideIcon } from '../look/icon.tsx'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { perform } from './acts-menu.tsx'
import styles from './row-controls.module.css'

interface RowControlsProps {
  readonly row: Row
  readonly acts: readonly Act[]
  context(): ActContext
  onMenu(at: Element): void
}

/** Plain buttons: there are many of them, and they come and go while the list scrolls. */
export const RowButton = (props: {
  icon: LucideIcon
  label: string
  on?: boolean
  menu?: boolean
  do(at: Element): void
}) => (
  <button
    type="button"
    tabIndex={-1}
    className={classes(styles.button, props.on && styles.on)}
    title={props.label}
    aria-label={props.label}
    {...(props.menu ? { 'aria-haspopup': 'menu' as const } : {})}
    onClick={({ currentTarget }) => props.do(currentTarget)}
  >
    <Icon of={props.icon} size={18} />
  </button>
)

/** At the end of a row: what is always wanted, and the three dots. */
export const RowControls = memo(function RowControls({ row, acts, context, onMenu }: RowControlsProps) {
  const own = { ...context(), items: [row], from: 'row' as const }
  return (
    <>
      {acts
        .filter((act) => act.button?.row === true && act.when(own))
        .map((act) => (
          <RowButton
            key={act.name}
            icon={act.icon}
            label={act.label(own)}
            do={() => void perform(act, own)}
          />
        ))}
      <RowButton menu icon={Ellipsis} label={say('acts.menu', { name: row.name })} do={onMenu} />
    </>
  )
})
