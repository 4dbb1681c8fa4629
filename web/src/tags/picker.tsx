import type { ReactNode } from 'react'
import { DialogTrigger, Popover } from 'react-aria-components'
import { say } from '../words/say.ts'
import { type Bearing, Choice } from './choice.tsx'
import styles from './picker.module.css'

interface PickerProps {
  readonly items: readonly Bearing[]
  /** The button that opens it. */
  readonly children: ReactNode
}

/** Beside its button: which tags hang on something. */
export const Picker = ({ items, children }: PickerProps) => (
  <DialogTrigger>
    {children}
    {/* Itself the dialog: one inside would leave it a name without a role. */}
    <Popover
      className={styles.popover ?? ''}
      offset={4}
      placement="bottom start"
      aria-label={say('tags.title')}
    >
      <div className={styles.dialog}>
        <Choice items={items} />
      </div>
    </Popover>
  </DialogTrigger>
)
