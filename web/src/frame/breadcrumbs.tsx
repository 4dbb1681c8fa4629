import type { Step } from '@nuage/contract/api'
import { ChevronRight, Ellipsis } from 'lucide-react'
import { memo } from 'react'
import { folderPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { IconButton } from '../look/button.tsx'
import { Icon } from '../look/icon.tsx'
import { Menu, MenuItem, MenuTrigger } from '../look/menu.tsx'
import { say } from '../words/say.ts'
import styles from './breadcrumbs.module.css'

/** So many folders above stand in the row; those between the first and the last are in a menu. */
const MOST = 3

const nameOf = (step: Step): string => step.name || say('frame.files')

const Crumb = ({ step }: { readonly step: Step }) => (
  <li className={styles.step}>
    <Link to={folderPath(step.id)} data-folder={step.id}>
      {nameOf(step)}
    </Link>
    <Icon of={ChevronRight} size={16} />
  </li>
)

const Middle = ({ steps }: { readonly steps: readonly Step[] }) => (
  <li className={styles.step}>
    <MenuTrigger>
      <IconButton icon={Ellipsis} small label={say('frame.between')} />
      <Menu placement="bottom start">
        {steps.map((step) => (
          <MenuItem key={step.id} href={folderPath(step.id)}>
            {nameOf(step)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
    <Icon of={ChevronRight} size={16} />
  </li>
)

interface BreadcrumbsProps {
  readonly title: string
  readonly way: readonly Step[]
}

/** Where one is: never on two lines, since the middle folds away. */
export const Breadcrumbs = memo(({ title, way }: BreadcrumbsProps) => {
  const folded = way.length > MOST ? way.slice(1, -1) : []
  const [first, ...others] = way.filter((step) => !folded.includes(step))
  return (
    <div className={styles.trail}>
      {first !== undefined && (
        <nav aria-label={say('frame.breadcrumbs')} className={styles.list}>
          <ol className={styles.list}>
            <Crumb step={first} />
            {folded.length > 0 && <Middle steps={folded} />}
            {others.map((step) => (
              <Crumb key={step.id} step={step} />
            ))}
          </ol>
        </nav>
      )}
      <h1 className={styles.title} title={title}>
        {title}
      </h1>
    </div>
  )
})
