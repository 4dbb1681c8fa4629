import type { ItemDetails, Job } from '@nuage/contract/api'
import { useEffect, useRef } from 'react'
import { Label, ProgressBar } from 'react-aria-components'
import { folderPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { Button } from '../look/button.tsx'
import { session } from '../session/session.ts'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { Lost } from './preview.tsx'
import styles from './rollback.module.css'
import { useJob } from './use-rollback.ts'

interface ProgressProps {
  readonly folder: ItemDetails
  readonly job: Job
  /** Seconds: as it was then. */
  readonly at: number
  undo(): Promise<void>
  /** Back to the choice. */
  again(): void
}

/** How far it has come, and how it ended. It goes on by itself: the page may be left. */
export function Progress({ folder, job, at, undo, again }: ProgressProps) {
  const { data = job } = useJob(job)
  const { done, total, state } = data
  const over = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (state !== 'running') over.current?.focus()
  }, [state])
  if (state === 'running')
    return (
      <ProgressBar value={done} maxValue={Math.max(1, total)} className={styles.progress ?? ''}>
        {({ percentage = 0 }) => (
          <>
            <Label>{say('rollback.running', { time: when(at) })}</Label>
            <span className={styles.deed}>{say('rollback.progress', { done, total })}</span>
            <div className={styles.bar}>
              <div className={styles.filled} style={{ width: `${percentage}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
    )
  if (state === 'failed')
    return (
      <section>
        <h2 ref={over} tabIndex={-1}>
          {say('rollback.failed')}
        </h2>
        <Button onPress={again}>{say('rollback.look')}</Button>
      </section>
    )
  const time = when(at)
  return (
    <section className={styles.preview}>
      <h2 ref={over} tabIndex={-1}>
        {folder.id === session().root
          ? say('rollback.done-all', { time })
          : say('rollback.done', { folder: folder.name, time })}
      </h2>
      <Lost lost={data.result?.lost ?? []} />
      <p className={styles.acts}>
        <Link to={folderPath(folder.id)}>{say('rollback.open')}</Link>
        <Button onPress={() => void undo().catch(() => {})}>{say('rollback.undo')}</Button>
      </p>
    </section>
  )
}
