import type { Step } from '@nuage/contract/api'
import type { ReactNode } from 'react'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { CreateMenu } from './create-menu.tsx'
import styles from './place.module.css'
import { useTitle } from './title.ts'

export interface PlaceProps {
  /** Its name, which is the heading of the page and names the window. */
  readonly title: string
  /** The folders above it, the root first. */
  readonly way?: readonly Step[]
  /** The folder that **+** brings something into; without it there is no **+**. */
  readonly folder?: number
  /** At the end of the row of the heading, such as how the list is shown. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

const NOWHERE: readonly Step[] = []

/** What every screen is: a row with where one is, and the content below, which scrolls by itself. */
export function Place({ title, way = NOWHERE, folder, tools, children }: PlaceProps) {
  useTitle(title)
  return (
    <div className={styles.place}>
      <div className={styles.head}>
        <Breadcrumbs title={title} way={way} />
        {folder !== undefined && <CreateMenu folder={folder} />}
        {tools !== undefined && <div className={styles.tools}>{tools}</div>}
      </div>
      <div className={styles.content}>{children}</div>
    </div>
  )
}
