import { useId } from 'react'
import { RadioGroup as Group, Label, Radio as One } from 'react-aria-components'
import styles from './radio.module.css'

export interface RadioProps<Value extends string> {
  readonly label: string
  /** The label is for those who do not see what stands around. */
  readonly labelHidden?: boolean
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[]
  readonly onChange: (value: Value) => void
}

/** One of a few, all of them to be seen. */
export function RadioGroup<Value extends string>(props: RadioProps<Value>) {
  const { label, labelHidden, value, options, onChange } = props
  const id = useId()
  return (
    <Group value={value} onChange={(chosen) => onChange(chosen as Value)} className={styles.group ?? ''}>
      <Label className={labelHidden ? 'unseen' : styles.label}>{label}</Label>
      {options.map((option) => (
        <One
          key={option.value}
          value={option.value}
          aria-label={option.label}
          {...(option.hint === undefined ? {} : { 'aria-describedby': `${id}-${option.value}` })}
          className={styles.radio ?? ''}
        >
          <span className={styles.dot} />
          <span>
            {option.label}
            {option.hint !== undefined && (
              <span id={`${id}-${option.value}`} className={styles.hint}>
                {option.hint}
              </span>
            )}
          </span>
        </One>
      ))}
    </Group>
  )
}
