import { type ReactNode, useId } from 'react'
import styles from './card.module.css'

/** A page of settings or reading: one column of cards, in the measure of a text. */
export const Page = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.page}>{children}</div>
)

interface CardProps {
  readonly title: string
  readonly text?: string
  readonly children?: ReactNode
}

/** A part of a page, named by its heading. */
export function Card({ title, text, children }: CardProps) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children}
    </section>
  )
}

/** Buttons, and small things, side by side. */
export const Row = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.row}>{children}</div>
)

export const Notice = ({ children }: { readonly children: ReactNode }) => (
  <p className={styles.notice}>{children}</p>
)
