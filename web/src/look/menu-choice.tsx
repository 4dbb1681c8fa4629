import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuItem as Item, MenuSection as Section, Text } from 'react-aria-components'
import { Icon } from './icon.tsx'
import styles from './menu.module.css'

export interface MenuChoicesProps {
  /** What is chosen, for those who do not see it. */
  readonly label: string
  /** One of a few, or any of them. */
  readonly mode: 'single' | 'multiple'
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
  readonly children: ReactNode
}

/** A part of a menu in which something is switched rather than done. */
export const MenuChoices = ({ label, mode, chosen, onChoose, children }: MenuChoicesProps) => (
  <Section
    aria-label={label}
    className={styles.section ?? ''}
    selectionMode={mode}
    {...(mode === 'single' ? { disallowEmptySelection: true } : {})}
    selectedKeys={chosen}
    onSelectionChange={(keys) => onChoose(keys === 'all' ? [] : [...keys].map(String))}
  >
    {children}
  </Section>
)

interface MenuChoiceProps {
  readonly id: string
  readonly children: string
  readonly isDisabled?: boolean
}

export const MenuChoice = ({ children, ...rest }: MenuChoiceProps) => (
  <Item {...rest} textValue={children} className={styles.item ?? ''}>
    {({ isSelected }) => (
      <>
        <span className={styles.check}>{isSelected && <Icon of={Check} size={18} />}</span>
        <Text slot="label" className={styles.text}>
          {children}
        </Text>
      </>
    )}
  </Item>
)
