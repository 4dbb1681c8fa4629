import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import styles from './combobox.module.css'

export interface Proposed {
  readonly key: string
  readonly content: ReactNode
}

interface ComboboxProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  onChange(text: string): void
  /** What the text may mean, the likeliest first. */
  readonly proposed: readonly Proposed[]
  onChoose(key: string): void
  /** Names the list. */
  readonly listLabel: string
  /** Read beside the list: how many there are, or that there is none; empty for nothing. */
  readonly status: string
  /** Whether it stands below proposals for those who see, too, since it says more than how many there are. */
  readonly statusSeen?: boolean
}

/**
 * A field that proposes while one types. The pattern is that of the ARIA Authoring Practices, by hand: React Aria hides
 * all else from readers while its list is open, though the keyboard still reaches it.
 */
export function Combobox(props: ComboboxProps) {
  const { label, hint, value, onChange, proposed, onChoose, listLabel, status, statusSeen } = props
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const isOpen = open && (proposed.length > 0 || status !== '')
  const marked = at < proposed.length ? at : -1
  useEffect(() => {
    if (isOpen && marked >= 0) list.current?.children[marked]?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, marked])
  const close = (): void => {
    setOpen(false)
    setAt(-1)
  }
  const choose = (place: number): void => {
    const one = proposed[place]
    if (one === undefined) return
    close()
    onChoose(one.key)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const last = proposed.length - 1
    if (step !== undefined) {
      event.preventDefault()
      setOpen(true)
      setAt(marked + step < -1 ? last : marked + step > last ? -1 : marked + step)
    } else if (event.key === 'Enter' && isOpen && marked >= 0) {
      event.preventDefault()
      choose(marked)
    } else if (event.key === 'Escape' && isOpen) {
      // It puts away the list, and not the panel around it.
      event.preventDefault()
      close()
    }
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          {...{ id, role: 'combobox', 'aria-expanded': isOpen, 'aria-controls': `${id}-list` }}
          {...{ 'aria-autocomplete': 'list', 'aria-describedby': `${id}-hint` }}
          {...(isOpen && marked >= 0 ? { 'aria-activedescendant': `${id}-${marked}` } : {})}
          {...{ className: styles.input, value, maxLength: 254, autoComplete: 'off', spellCheck: false }}
          onChange={({ target }) => {
            onChange(target.value)
            setOpen(true)
            setAt(-1)
          }}
          onKeyDown={onKeyDown}
          onClick={() => setOpen(true)}
          onBlur={close}
        />
        <div className={styles.popover} hidden={!isOpen}>
          <ul
            {...{ ref: list, role: 'listbox', id: `${id}-list`, 'aria-label': listLabel }}
            className={styles.list}
            hidden={proposed.length === 0}
          >
            {proposed.map(({ key, content }, place) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys (ARIA Authoring Practices, combobox)
              <li
                {...{ role: 'option', id: `${id}-${place}`, 'aria-selected': place === marked }}
                key={key}
                className={styles.option}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(place)}
              >
                {content}
              </li>
            ))}
          </ul>
          <p role="status" className={statusSeen || proposed.length === 0 ? styles.status : 'unseen'}>
            {isOpen && status}
          </p>
        </div>
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
    </div>
  )
}
