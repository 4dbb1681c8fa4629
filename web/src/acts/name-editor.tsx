import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Row } from '../list/rows.ts'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'
import styles from './name-editor.module.css'
import { type NameFault, nameFault } from './name-fault.ts'

interface NameEditorProps {
  readonly row: Row
  /** Names that stand beside it. */
  isTaken(name: string): boolean
  onName(name: string): void
  onCancel(): void
}

/** Up to the ending, which stays what it is unless somebody means to change it. */
function selectStem(input: HTMLInputElement, { kind, name }: Row): void {
  const dot = kind === 'file' ? name.lastIndexOf('.') : -1
  input.setSelectionRange(0, dot > 0 ? dot : name.length)
}

const told = ({ kind, ...facts }: NameFault): string => say(`acts.name.${kind}`, { ...facts })

/** The name as a field, in its place in the row. Enter takes it, Escape puts it back. */
export function NameEditor({ row, isTaken, onName, onCancel }: NameEditorProps) {
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(row.name)
  const [fault, setFault] = useState<NameFault | null>(null)
  const done = useRef(false)
  const errorId = useId()
  useEffect(() => {
    input.current?.focus()
    selectStem(input.current!, row)
  }, [row])

  function take(leaving: boolean): void {
    if (done.current) return
    const wanted = name.trim()
    const wrong = wanted === row.name ? null : nameFault(wanted, session().limits, isTaken)
    if (wrong !== null && !leaving) {
      setFault(wrong)
      return
    }
    done.current = true
    if (wrong !== null || wanted === row.name) onCancel()
    else onName(wanted)
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Enter') take(false)
    else if (event.key === 'Escape') {
      done.current = true
      event.preventDefault()
      onCancel()
    }
  }

  return (
    <span className={styles.editor}>
      <input
        ref={input}
        className={styles.field}
        value={name}
        aria-label={say('acts.rename.field', { name: row.name })}
        aria-invalid={fault !== null}
        {...(fault === null ? {} : { 'aria-describedby': errorId })}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => {
          setName(target.value)
          setFault(null)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => take(true)}
      />
      {fault !== null && (
        <span id={errorId} role="alert" className={styles.fault}>
          {told(fault)}
          {fault.offer !== undefined && (
            <button
              type="button"
              className={styles.offer}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                setName(fault.offer!)
                setFault(null)
                input.current?.focus()
              }}
            >
              {say('acts.name.use', { name: fault.offer })}
            </button>
          )}
        </span>
      )}
    </span>
  )
}
