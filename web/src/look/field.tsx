import type { ReactNode, Ref } from 'react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import styles from './field.module.css'

export interface FieldProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string
  /** The label is for those who do not see what stands around. */
  readonly labelHidden?: boolean
  readonly hint?: string | undefined
  /** What is wrong; nothing when it is absent or empty. */
  readonly error?: string | undefined
  readonly placeholder?: string
  readonly multiline?: boolean
  /** Beside the field, such as a button that copies it. */
  readonly after?: ReactNode
  readonly inputRef?: Ref<HTMLInputElement>
}

/** One line of text, or several, with its label, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { label, labelHidden, hint, error, placeholder, multiline, after, inputRef, ...rest } = props
  const wrong = error !== undefined && error !== ''
  return (
    <TextField {...rest} isInvalid={wrong} className={styles.field ?? ''}>
      <Label className={labelHidden ? 'unseen' : ''}>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <div className={styles.row}>
        {multiline ? (
          <TextArea placeholder={placeholder} />
        ) : (
          <Input placeholder={placeholder} {...(inputRef === undefined ? {} : { ref: inputRef })} />
        )}
        {after}
      </div>
      {wrong && <FieldError className={styles.error ?? ''}>{error}</FieldError>}
    </TextField>
  )
}
