import { Check, Minus } from 'lucide-react'
import { Checkbox as Box, type CheckboxProps as BoxProps } from 'react-aria-components'
import styles from './checkbox.module.css'
import { Icon } from './icon.tsx'

export interface CheckboxProps extends Omit<BoxProps, 'className' | 'style'> {
  readonly children?: string
}

/** Give it `children`, or an `aria-label` where the text stands elsewhere. */
export const Checkbox = ({ children, ...rest }: CheckboxProps) => (
  <Box {...rest} className={styles.checkbox ?? ''}>
    {({ isIndeterminate }) => (
      <>
        <span className={styles.box}>
          <Icon of={isIndeterminate ? Minus : Check} size={16} />
        </span>
        {children}
      </>
    )}
  </Box>
)
