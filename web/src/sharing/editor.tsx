import type { FormEvent, ReactNode } from 'react'
import { Button } from '../look/button.tsx'
import { say } from '../words/say.ts'
import styles from './panel.module.css'

export interface EditorProps {
  /** What it changes, for those who do not see where it stands. */
  readonly label: string
  readonly save: string
  readonly onSave: () => void
  readonly onCancel: () => void
  /** Besides saving and giving up. */
  readonly more?: ReactNode
  readonly children: ReactNode
}

/** A small form in the row of what it changes: no dialog stands over the panel. */
export function Editor({ label, save, onSave, onCancel, more, children }: EditorProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSave()
  }
  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // It puts away the form, and not the panel around it.
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      {children}
      <div className={styles.acts}>
        <Button kind="primary" small type="submit">
          {save}
        </Button>
        {more}
        <Button kind="quiet" small onPress={onCancel}>
          {say('look.cancel')}
        </Button>
      </div>
    </form>
  )
}
