import type { ReactNode, RefObject } from 'react'
import {
  Header,
  MenuItem as Item,
  Menu as Items,
  Keyboard,
  MenuTrigger,
  Popover,
  type PopoverProps,
  MenuSection as Section,
  Separator,
  SubmenuTrigger,
  Text,
} from 'react-aria-components'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './icon.tsx'
import styles from './menu.module.css'

export { MenuTrigger, SubmenuTrigger }

export interface MenuProps {
  /** Only where no button in front of it names it. */
  readonly label?: string
  readonly children: ReactNode
  readonly onAction?: (key: string | number) => void
  readonly placement?: PopoverProps['placement']
  /** For a menu that no button opens, such as that of a right click. */
  readonly at?: RefObject<Element | null>
  readonly isOpen?: boolean
  /** Its layer. */
  readonly layer?: RefObject<HTMLElement | null>
  readonly onOpenChange?: (open: boolean) => void
}

/** The list of a menu, in its own layer; stands inside a `MenuTrigger` after the button, or alone with `at`. */
export function Menu(props: MenuProps) {
  const { label, children, onAction, at, placement = 'bottom end', layer, ...open } = props
  return (
    <Popover
      {...open}
      {...(at === undefined ? {} : { triggerRef: at })}
      {...(layer === undefined ? {} : { ref: layer })}
      placement={placement}
      offset={4}
      className={styles.popover!}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <Items
        className={styles.menu}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...(onAction === undefined ? {} : { onAction })}
        {...(at === undefined ? {} : { autoFocus: 'first' as const })}
        {...(open.onOpenChange === undefined ? {} : { onClose: () => open.onOpenChange?.(false) })}
      >
        {children}
      </Items>
    </Popover>
  )
}

export interface MenuItemProps {
  readonly id?: string
  readonly icon?: LucideIcon
  readonly children: string
  /** A second line. */
  readonly hint?: string
  /** The key that does the same. */
  readonly keys?: string
  readonly danger?: boolean
  readonly href?: string
  readonly isDisabled?: boolean
  readonly onAction?: () => void
}

export function MenuItem({ icon, children, hint, keys, danger, ...rest }: MenuItemProps) {
  return (
    <Item {...rest} textValue={children} className={classes(styles.item, danger && styles.danger)}>
      {icon !== undefined && <Icon of={icon} size={18} />}
      <span className={styles.text}>
        <Text slot="label">{children}</Text>
        {/* This and the keys by the style sheet: they describe the item and are no part of its name. */}
        {hint !== undefined && <Text slot="description" className={styles.hint} data-hint={hint} />}
      </span>
      {keys !== undefined && <Keyboard className={styles.keys} data-keys={keys} />}
    </Item>
  )
}

export const MenuSection = ({
  title,
  children,
}: {
  readonly title?: string
  readonly children: ReactNode
}) => (
  <Section className={styles.section}>
    {title !== undefined && <Header className={styles.heading}>{title}</Header>}
    {children}
  </Section>
)

export const MenuSeparator = () => <Separator className={styles.separator} />
