import { Ellipsis, X } from 'lucide-react'
import { useRef } from 'react'
import type { Row } from '../list/rows.ts'
import { Button, IconButton } from '../look/button.tsx'
import { count, size } from '../words/figures.ts'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { perform } from './acts-menu.tsx'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  readonly acts: readonly Act[]
  readonly context: ActContext
  /** Nothing of the list is left out. */
  readonly isAll: boolean
  onMenu(at: Element): void
}

/** Also where there is room for few. */
const FIRST = ['share', 'download', 'remove']

const weight = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.size, 0)

/** Instead of the columns’ heads while something is selected: how many, how much, and what can be done. */
export function SelectionBar({ acts, context, isAll, onMenu }: SelectionBarProps) {
  const more = useRef<HTMLButtonElement>(null)
  const { items, list } = context
  const clear = (): void => {
    list.clear()
    list.focus()
  }
  return (
    <div {...{ role: 'toolbar', 'aria-label': say('list.selection') }} className={styles.bar}>
      <IconButton small icon={X} label={say('list.select-none')} onPress={clear} />
      <p className={styles.count}>
        <span className={styles.words}>{say('list.selected', { count: items.length })}</span>
        <span className={styles.figure} aria-hidden="true">
          {count(items.length)}
        </span>
        <span className={styles.weight}>{size(weight(items))}</span>
      </p>
      <Button small kind="quiet" className={styles.all} onPress={isAll ? clear : list.selectAll}>
        {say(isAll ? 'list.unselect-all' : 'list.select-all')}
      </Button>
      <span className={styles.acts}>
        {acts
          .filter((act) => act.button?.bar === true && act.when(context))
          .map((act) => (
            <IconButton
              key={act.name}
              small
              className={FIRST.includes(act.name) ? undefined : styles.roomy}
              icon={act.icon}
              label={act.label(context)}
              onPress={() => void perform(act, context)}
            />
          ))}
        <IconButton
          ref={more}
          small
          icon={Ellipsis}
          label={say('acts.more')}
          aria-haspopup="menu"
          onPress={() => onMenu(more.current!)}
        />
      </span>
    </div>
  )
}
