import { ArrowDownUp, LayoutGrid, ListFilter, List as Rows } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { Filter } from '../list/filter.ts'
import { orderWords } from '../list/head.tsx'
import type { Row } from '../list/rows.ts'
import { type Order, turned } from '../list/sort.ts'
import type { View } from '../list/use-geometry.ts'
import { IconButton } from '../look/button.tsx'
import { Menu, MenuItem, MenuSection, MenuTrigger } from '../look/menu.tsx'
import { say } from '../words/say.ts'
import styles from './tools.module.css'
import { TypeFilter } from './type-filter.tsx'

interface ToolsProps {
  readonly rows: readonly Row[]
  readonly filter: Filter
  readonly order: Order
  readonly view: View
  onFilter(filter: Filter): void
  onOrder(order: Order): void
  onView(view: View): void
}

const SORTS = ['name', 'modified', 'size', 'kind'] as const

/** How a folder is shown: what of it, in which order, as rows or tiles. */
export const Tools = memo(({ rows, filter, order, view, onFilter, onOrder, onView }: ToolsProps) => {
  const other = view === 'list' ? 'grid' : 'list'
  return (
    <>
      <FilterField words={filter.words} onWords={(words) => onFilter({ ...filter, words })} />
      <MenuTrigger>
        <IconButton icon={ArrowDownUp} label={say('folder.sort')} />
        <Menu>
          <MenuSection>
            {SORTS.map((by) => (
              <MenuItem
                key={by}
                id={by}
                {...(order.by === by ? { hint: orderWords(order) } : {})}
                onAction={() => onOrder(turned(order, by))}
              >
                {say('folder.sort-by', { by: say(`list.by.${by}`) })}
              </MenuItem>
            ))}
          </MenuSection>
          {rows.length > 0 && (
            <TypeFilter
              {...{ rows, families: filter.families }}
              onFamilies={(families) => onFilter({ ...filter, families })}
            />
          )}
        </Menu>
      </MenuTrigger>
      <IconButton
        icon={other === 'grid' ? LayoutGrid : Rows}
        label={say(`folder.as-${other}`)}
        onPress={() => onView(other)}
      />
    </>
  )
})

interface FilterFieldProps {
  readonly words: string
  onWords(words: string): void
}

function FilterField({ words, onWords }: FilterFieldProps) {
  const [open, setOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const shown = open || words !== ''
  useEffect(() => {
    if (open) field.current?.focus()
  }, [open])
  if (!shown)
    return <IconButton icon={ListFilter} label={say('folder.filter')} onPress={() => setOpen(true)} />
  return (
    <input
      ref={field}
      type="search"
      className={styles.filter}
      value={words}
      placeholder={say('folder.filter')}
      aria-label={say('folder.filter')}
      onChange={({ target }) => onWords(target.value)}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onWords('')
        setOpen(false)
      }}
    />
  )
}
