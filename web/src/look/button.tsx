import type { Ref } from 'react'
import { Button as Pressable, type ButtonProps as PressableProps } from 'react-aria-components'
import styles from './button.module.css'
import { classes } from './classes.ts'
import { Icon, type LucideIcon } from './icon.tsx'
import { Tip } from './tip.tsx'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

interface Shape {
  readonly kind?: ButtonKind
  readonly small?: boolean
  readonly className?: string | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

export interface ButtonProps extends Omit<PressableProps, 'className' | 'style'>, Shape {
  readonly icon?: LucideIcon
}

const look = ({ kind = 'plain', small, className }: Shape, icon = false): string =>
  classes(
    styles.button,
    icon && styles.icon,
    kind !== 'plain' && styles[kind],
    small && styles.small,
    className,
  )

export function Button({ kind, small, className, icon, children, ...rest }: ButtonProps) {
  return (
    <Pressable {...rest} className={look({ kind, small, className })}>
      {(values) => (
        <>
          {icon !== undefined && <Icon of={icon} size={small ? 16 : 20} />}
          {typeof children === 'function' ? children(values) : children}
        </>
      )}
    </Pressable>
  )
}

export interface IconButtonProps extends Omit<PressableProps, 'className' | 'style' | 'children'>, Shape {
  readonly icon: LucideIcon
  /** What it does: its name for everybody who does not see it, and its tip. */
  readonly label: string
}

export function IconButton({ kind, small, className, icon, label, ...rest }: IconButtonProps) {
  return (
    <Tip text={label}>
      <Pressable {...rest} aria-label={label} className={look({ kind, small, className }, true)}>
        <Icon of={icon} size={small ? 18 : 20} />
      </Pressable>
    </Tip>
  )
}
