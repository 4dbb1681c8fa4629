import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import styles from './list.module.css'

/** As the server counts. */
const LONGEST = 1_000

interface WritingProps {
  readonly label: string
  /** What the button says. */
  readonly send: string
  readonly first?: string
  readonly onCancel?: () => void
  /** When it fails what was written stays. */
  readonly onSend: (message: string) => Promise<void>
}

/** A comment that is being written; Ctrl and Enter send it. */
export function Writing({ label, send, first = '', onCancel, onSend }: WritingProps) {
  const [text, setText] = useState(first)
  const [fault, setFault] = useState('')
  const [isSending, setSending] = useState(false)
  const isEmpty = text.trim() === ''
  const go = async (): Promise<void> => {
    if (isEmpty || isSending) return
    setSending(true)
    setFault('')
    try {
      await onSend(text.trim())
      setText('')
    } catch (error) {
      setFault(sentenceOf(error))
    }
    setSending(false)
  }
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void go()
    if (event.key !== 'Escape' || onCancel === undefined) return
    event.stopPropagation()
    onCancel()
  }
  return (
    <form
      className={styles.writing}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void go()
      }}
      onKeyDown={hear}
    >
      <Field
        label={label}
        multiline
        value={text}
        onChange={setText}
        error={fault}
        maxLength={LONGEST}
        autoFocus={first !== ''}
      />
      {(!isEmpty || onCancel !== undefined) && (
        <div className={styles.acts}>
          {onCancel !== undefined && (
            <Button small onPress={onCancel}>
              {say('look.cancel')}
            </Button>
          )}
          <Button small kind="primary" type="submit" isDisabled={isEmpty || isSending}>
            {send}
          </Button>
        </div>
      )}
    </form>
  )
}
