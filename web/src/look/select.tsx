import { Check, ChevronDown } from 'lucide-react'
import {
  Autocomplete,
  Button,
  Select as Chooser,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  SelectValue,
  useFilter,
} from 'react-aria-components'
import { say } from '../words/say.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import choice from './options.module.css'
import styles from './select.module.css'

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly labelHidden?: boolean
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly { readonly id: Value; readonly name: string }[]
  readonly isDisabled?: boolean
  /** What a field is called in which one types to find one among many. */
  readonly find?: string
}

/** One of a few, or of many when it can be found by typing. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelHidden, value, onChange, options, isDisabled = false, find } = props
  const { contains } = useFilter({ sensitivity: 'base' })
  const list = (
    <ListBox
      className={choice.list ?? ''}
      renderEmptyState={() => <p className={choice.none}>{say('look.none-found')}</p>}
    >
      {options.map(({ id, name }) => (
        <ListBoxItem key={id} id={id} textValue={name} className={choice.option ?? ''}>
          {({ isSelected }) => (
            <>
              {name}
              {isSelected && <Icon of={Check} size={18} className={styles.check} />}
            </>
          )}
        </ListBoxItem>
      ))}
    </ListBox>
  )
  return (
    <Chooser
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => onChange(key as Value)}
      className={styles.select ?? ''}
    >
      <Label className={labelHidden ? 'unseen' : styles.label}>{label}</Label>
      <Button className={styles.button ?? ''}>
        <SelectValue />
        <Icon of={ChevronDown} size={18} />
      </Button>
      <Popover className={classes(choice.popover, styles.popover)} offset={4}>
        {find === undefined ? (
          list
        ) : (
          <Autocomplete filter={contains}>
            <SearchField aria-label={find} autoFocus className={styles.find ?? ''}>
              <Input placeholder={find} />
            </SearchField>
            {list}
          </Autocomplete>
        )}
      </Popover>
    </Chooser>
  )
}
