import { Check, ChevronDown } from 'lucide-react'
import {
  Button,
  Select as Chooser,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import styles from './select.module.css'

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly labelHidden?: boolean
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly { readonly id: Value; readonly name: string }[]
  readonly isDisabled?: boolean
}

/** One of a few. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelHidden, value, onChange, options, isDisabled = false } = props
  return (
    <Chooser
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => onChange(key as Value)}
      className={classes(styles.select, labelHidden && styles.hidden)}
    >
      <Label className={styles.label}>{label}</Label>
      <Button className={styles.button ?? ''}>
        <SelectValue />
        <Icon of={ChevronDown} size={18} />
      </Button>
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''}>
          {options.map(({ id, name }) => (
            <ListBoxItem key={id} id={id} textValue={name} className={styles.option ?? ''}>
              {({ isSelected }) => (
                <>
                  {name}
                  {isSelected && <Icon of={Check} size={18} />}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Chooser>
  )
}
