import { ArrowDown, ArrowUp } from 'lucide-react'
import { Icon } from '../look/icon.tsx'
import { say } from '../words/say.ts'
import styles from './head.module.css'
import type { Column } from './listed.ts'
import { type Order, type SortKey, turned } from './sort.ts'

interface HeadProps<R> {
  readonly columns: readonly Column<R>[]
  readonly order: Order | null
  readonly controls: boolean
  onOrder(order: Order): void
}

/** Heads of the columns: buttons that say which order there is, above the grid and no part of it. */
export function Head<R>({ columns, order, controls, onOrder }: HeadProps<R>) {
  const head = (label: string, sort: SortKey | undefined, end = false) =>
    sort === undefined || order === null ? (
      <span className={styles.plain}>{label}</span>
    ) : (
      <button
        type="button"
        className={end ? styles.buttonEnd : styles.button}
        aria-pressed={order.by === sort}
        onClick={() => onOrder(turned(order, sort))}
      >
        {label}
        {order.by === sort && <Icon of={order.descending ? ArrowDown : ArrowUp} size={14} />}
      </button>
    )
  return (
    <div {...{ role: 'toolbar', 'aria-label': say('list.columns.label') }} className={styles.head}>
      <div className={styles.name}>{head(say('list.columns.name'), 'name')}</div>
      {columns.map(({ name, label, sort, end }) => (
        <div key={name} className={end ? styles.end : styles.cell}>
          {head(label, sort, end)}
        </div>
      ))}
      {controls && <div />}
    </div>
  )
}

/** Such as « Trié par nom, croissant ». */
export const orderWords = ({ by, descending }: Order): string =>
  say(descending ? 'list.sorted-down' : 'list.sorted-up', { by: say(`list.by.${by}`) })
