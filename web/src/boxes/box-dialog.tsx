import type { FormEvent, ReactNode } from 'react'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'
import { proposePassword } from './propose-password.ts'

interface BoxDialogProps {
  readonly title: string
  /** What its button does, as a verb. */
  readonly act: string
  readonly busy: boolean
  /** Why it could not be done; empty while nothing is wrong. */
  readonly failure: string
  readonly children: ReactNode
  onAct(): void
  close(): void
}

/** The fields of a box around what is made of them. */
export function BoxDialog({ title, act, busy, failure, children, onAct, close }: BoxDialogProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onAct()
  }
  return (
    <Dialog
      {...{ isOpen: true, wide: true, title, onClose: close }}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button kind="primary" isDisabled={busy} onPress={onAct}>
            {act}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={submit}>
        {children}
        {failure !== '' && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}

interface PasswordFieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  onChange(password: string): void
}

/** Typed, or proposed. */
export const PasswordField = ({ label, hint, value, onChange }: PasswordFieldProps) => (
  <Field
    {...{ label, hint, value, onChange, maxLength: 1_024, autoComplete: 'off' }}
    spellCheck="false"
    after={
      <Button onPress={() => void proposePassword().then(onChange)}>{say('boxes.dialog.propose')}</Button>
    }
  />
)
