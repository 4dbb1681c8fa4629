import { useEffect, useRef } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { keepFocus } from '../look/keep-focus.ts'
import { say } from '../words/say.ts'
import styles from './failure.module.css'
import { PartLost } from './lazily.tsx'
import { noteMissing } from './missing.ts'
import { reload } from './reload.ts'
import { useAgain } from './use-again.ts'

interface FailureProps {
  readonly error: unknown
  /** Nobody asked for what is missing: it is told of with all others, see `missing-bar.tsx`. */
  readonly isQuiet: boolean
  readonly draw: () => void
  /** Puts it away, where it covers what else there is. */
  readonly onClose?: (() => void) | undefined
}

/** In the place of what failed: what happened, that nothing was lost, what to do. */
export function Failure({ error, isQuiet, draw, onClose }: FailureProps) {
  const alert = useRef<HTMLDivElement>(null)
  const { again, isStuck } = useAgain(error, () => {
    const { activeElement } = document
    if (alert.current?.contains(activeElement) || activeElement?.closest('[data-missing]')) keepFocus()
    draw()
  })
  const isMissing = isQuiet && error instanceof PartLost
  useEffect(() => (isMissing ? noteMissing({ again, isStuck }) : undefined), [isMissing, again, isStuck])
  if (isMissing) return null
  return (
    <div role="alert" ref={alert} className={styles.failed}>
      <p>{isStuck ? say('errors.part') : sentenceOf(error)}</p>
      <div className={styles.ways}>
        <Button small onPress={isStuck ? reload : again}>
          {isStuck ? say('live.reload') : say('errors.again')}
        </Button>
        {onClose !== undefined && (
          <Button small kind="quiet" onPress={onClose}>
            {say('look.close')}
          </Button>
        )}
      </div>
    </div>
  )
}
