import { X } from 'lucide-react'
import type { Anchor, ListHandle } from '../list/listed.ts'
import { Button, IconButton } from '../look/button.tsx'
import { MenuItem } from '../look/menu.tsx'
import { PointMenu } from '../look/point-menu.tsx'
import { say } from '../words/say.ts'
import { TRASH_ACTS } from './acts.tsx'
import type { TrashRow } from './entry.ts'
import styles from './screen.module.css'

interface Meant {
  readonly rows: readonly TrashRow[]
  readonly list: ListHandle
}

/** What can be done with what is selected. */
export const TrashBar = ({ rows, list }: Meant) => (
  <div {...{ role: 'toolbar', 'aria-label': say('list.selection') }} className={styles.bar}>
    <IconButton
      small
      icon={X}
      label={say('list.select-none')}
      onPress={() => {
        list.clear()
        list.focus()
      }}
    />
    <p className={styles.count}>{say('list.selected', { count: rows.length })}</p>
    {TRASH_ACTS.filter((act) => act.when(rows)).map((act) => (
      <Button key={act.name} small kind="quiet" icon={act.icon} onPress={() => act.do(rows, list)}>
        {say(`trash.${act.name}`)}
      </Button>
    ))}
  </div>
)

interface TrashMenuProps extends Meant {
  readonly at: Anchor
  readonly onClose: () => void
}

/** The menu of an entry: where it would go back to, and how to be rid of it. */
export const TrashMenu = ({ rows, list, at, onClose }: TrashMenuProps) => (
  <PointMenu
    at={at}
    label={say('acts.menu', {
      name: rows.length === 1 ? rows[0]!.name : say('list.selected', { count: rows.length }),
    })}
    onClose={onClose}
    onAction={(name) => TRASH_ACTS.find((act) => act.name === name)?.do(rows, list)}
  >
    {TRASH_ACTS.filter((act) => act.when(rows)).map((act) => (
      <MenuItem
        key={act.name}
        id={act.name}
        icon={act.icon}
        danger={act.danger ?? false}
        {...(act.keys === undefined ? {} : { keys: act.keys() })}
      >
        {act.label(rows)}
      </MenuItem>
    ))}
  </PointMenu>
)
