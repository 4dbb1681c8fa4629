import { createElement, type ReactNode, useEffect, useState } from 'react'
import { Artist } from './artist.ts'
import styles from './markdown.module.css'
import type { Piece } from './pieces.ts'

const drawn = (piece: Piece, key: number): ReactNode => {
  if (typeof piece === 'string') return piece
  const { tag, href, start, inside } = piece
  const told = href === undefined ? { start } : { href, target: '_blank', rel: 'noreferrer noopener' }
  return createElement(tag, { key, ...told }, ...inside.map(drawn))
}

interface MarkdownProps {
  readonly text: string
  /** Shown instead when it cannot be drawn. */
  readonly instead: ReactNode
  readonly label: string
}

/** A Markdown document as it is meant; while it is typed, as it was a moment ago. */
export function Markdown({ text, instead, label }: MarkdownProps) {
  const [artist] = useState(() => new Artist())
  const [pieces, setPieces] = useState<readonly Piece[] | 'drawing' | 'not-drawn'>('drawing')
  useEffect(() => () => artist.close(), [artist])
  useEffect(() => {
    let isWanted = true
    void artist.draw(text).then((fresh) => {
      if (isWanted) setPieces(fresh ?? 'not-drawn')
    })
    return () => {
      isWanted = false
    }
  }, [artist, text])
  if (pieces === 'not-drawn') return instead
  return (
    <section
      className={styles.paper}
      aria-label={label}
      aria-busy={pieces === 'drawing'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
    >
      <div className={styles.text}>{pieces === 'drawing' ? null : pieces.map(drawn)}</div>
    </section>
  )
}
