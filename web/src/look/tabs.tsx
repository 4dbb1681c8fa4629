import { type ReactNode, useEffect, useRef } from 'react'
import { Tabs as Group, Tab, TabList, TabPanel } from 'react-aria-components'
import styles from './tabs.module.css'

export interface TabsProps<Id extends string> {
  readonly label: string
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  readonly tabs: readonly { readonly id: Id; readonly name: string; readonly content: () => ReactNode }[]
}

/** Only what the chosen tab shows is there. */
export function Tabs<Id extends string>({ label, selected, onSelect, tabs }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null)
  // Where they do not all fit, the chosen one is in sight.
  useEffect(() => {
    list.current
      ?.querySelector(`[role=tab][data-key="${CSS.escape(selected)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selected])
  return (
    <Group
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as Id)}
      className={styles.tabs ?? ''}
    >
      <TabList ref={list} aria-label={label} className={styles.list ?? ''}>
        {tabs.map(({ id, name }) => (
          <Tab key={id} id={id} className={styles.tab ?? ''}>
            {name}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel ?? ''}>
          {content()}
        </TabPanel>
      ))}
    </Group>
  )
}
