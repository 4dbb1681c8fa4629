import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { say } from '../words/say.ts'
import { Head } from './head.tsx'
import { leftBehind } from './here.ts'
import { Lines } from './lines.tsx'
import { Notices } from './notices.tsx'
import styles from './panel.module.css'
import { Questions } from './questions.tsx'
import type { Kept } from './store.ts'
import { useQueue, useTotals } from './use-queue.ts'

/** The focus never falls out of the panel when what had it goes away, such as the button that cancelled a file. */
function useKeptFocus(panel: React.RefObject<HTMLElement | null>): void {
  const had = useRef(false)
  useEffect(() => {
    const note = (): void => {
      if (document.activeElement !== document.body)
        had.current = panel.current?.contains(document.activeElement) ?? false
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [panel])
  useEffect(() => {
    if (!had.current || document.activeElement !== document.body) return
    const next = panel.current?.querySelector<HTMLElement>('button:not([disabled])')
    if (next) next.focus()
    else {
      had.current = false
      document.getElementById('main')?.focus()
    }
  })
}

/** The queue at the bottom right: what is sent, how far it is, and what it needs of the person. */
export function OpenPanel() {
  const queue = useQueue()
  const totals = useTotals(queue)
  // How far it is in all comes before the single files.
  const rows = useDeferredValue(queue.rows)
  const [folded, setFolded] = useState(false)
  const [behind, setBehind] = useState<readonly Kept[]>([])
  const [answering, setAnswering] = useState(true)
  const panel = useRef<HTMLElement>(null)
  useKeptFocus(panel)
  useEffect(() => void leftBehind().then(setBehind), [])
  const isCalm = totals.settled && totals.failed === 0 && behind.length === 0
  useEffect(() => {
    // All is there: what lies below the panel is wanted more than the list of it.
    if (isCalm && panel.current?.matches(':hover, :focus-within') === false) setFolded(true)
    if (!isCalm) setFolded(false)
  }, [isCalm])
  useEffect(() => {
    if (totals.asking === 0) setAnswering(true)
  }, [totals.asking])
  const isEmpty = queue.deposits.length === 0 && behind.length === 0
  return (
    <>
      {!isEmpty && (
        <section ref={panel} aria-label={say('transfer.region')} className={styles.panel}>
          <Head {...{ queue, totals, folded, setFolded }} />
          {!folded && (
            <>
              <Notices {...{ queue, totals, behind, setBehind }} onAnswer={() => setAnswering(true)} />
              {rows.length > 0 && <Lines rows={rows} />}
            </>
          )}
        </section>
      )}
      {answering && <Questions queue={queue} onLater={() => setAnswering(false)} />}
    </>
  )
}
