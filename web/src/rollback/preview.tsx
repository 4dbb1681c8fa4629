import type { RolledBack } from '@nuage/contract/api'
import type { ReactNode } from 'react'
import { fullDate } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './rollback.module.css'

const PARTS = ['restored', 'reverted', 'moved', 'remade', 'removed'] as const

interface PreviewProps {
  /** Seconds. */
  readonly at: number
  readonly preview: RolledBack
  /** What can be done about it; nothing when nothing would change. */
  readonly children?: ReactNode
}

/** What would change, in sentences with numbers. */
export function Preview({ at, preview, children }: PreviewProps) {
  const parts = PARTS.filter((part) => preview[part] > 0)
  const { lost } = preview
  return (
    <section className={styles.preview}>
      <h2>{say('rollback.preview', { time: fullDate(at) })}</h2>
      {parts.length === 0 && lost.length === 0 ? (
        <p>{say('rollback.same')}</p>
      ) : (
        <>
          <ul>
            {parts.map((part) => (
              <li key={part}>{say(`rollback.${part}`, { count: preview[part] })}</li>
            ))}
          </ul>
          <Lost lost={lost} />
          {children}
        </>
      )}
    </section>
  )
}

export const Lost = ({ lost }: Pick<RolledBack, 'lost'>) =>
  lost.length > 0 && (
    <details className={styles.lost}>
      <summary>{say('rollback.lost', { count: lost.length })}</summary>
      <ul>
        {lost.map(({ path }) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
    </details>
  )
