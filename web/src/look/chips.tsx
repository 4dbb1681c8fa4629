import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { say } from '../words/say.ts'
import styles from './chips.module.css'
import { Icon } from './icon.tsx'

export interface Chip {
  readonly id: string
  readonly text: string
  remove(): void
}

interface ChipsProps {
  readonly label: string
  readonly chips: readonly Chip[]
  /** Takes the focus once the last is gone. */
  readonly after: () => HTMLElement | null
}

/** What narrows a list, each with what takes it away; the focus goes to the next. */
export function Chips({ label, chips, after }: ChipsProps) {
  const list = useRef<HTMLUListElement>(null)
  const removed = useRef<number>(undefined)
  useEffect(() => {
    if (removed.current === undefined) return
    const buttons = list.current?.querySelectorAll('button') ?? []
    const next = buttons[Math.min(removed.current, buttons.length - 1)] ?? after()
    removed.current = undefined
    next?.focus()
  })
  if (chips.length === 0) return null
  return (
    <ul ref={list} aria-label={label} className={styles.chips}>
      {chips.map(({ id, text, remove }, at) => (
        <li key={id}>
          <button
            type="button"
            className={styles.chip}
            aria-label={say('look.remove-filter', { name: text })}
            onClick={() => {
              removed.current = at
              remove()
            }}
          >
            <span className={styles.text}>{text}</span>
            <Icon of={X} size={16} />
          </button>
        </li>
      ))}
    </ul>
  )
}
