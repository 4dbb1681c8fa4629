import { memo, useEffect, useRef, useState } from 'react'
import { say } from '../words/say.ts'
import { Line } from './line-of-file.tsx'
import styles from './panel.module.css'
import { isSettled, type Row } from './row.ts'

/** Pixels, as in the style sheet. */
const HEIGHT = 56
/** More lines than these are drawn only where they are seen. */
const MOST = 50
const BESIDE = 3

/** A line for each file. It follows what is being sent, unless somebody looks at it more closely. */
export const Lines = memo(({ rows }: { readonly rows: readonly Row[] }) => {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const current = Math.max(
    0,
    rows.findIndex((row) => !isSettled(row)),
  )
  useEffect(() => {
    const element = box.current
    if (element && !element.matches(':hover, :focus-within')) element.scrollTop = (current - 1) * HEIGHT
  }, [current])
  const seen = Math.ceil((box.current?.clientHeight ?? 6 * HEIGHT) / HEIGHT)
  const isLong = rows.length > MOST
  const first = isLong ? Math.max(0, Math.floor(top / HEIGHT) - BESIDE) : 0
  const drawn = isLong ? rows.slice(first, first + seen + 2 * BESIDE) : rows
  return (
    <div ref={box} className={styles.lines} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <svg className={styles.room} height={first * HEIGHT} aria-hidden="true" />
      <ul aria-label={say('transfer.region')}>
        {drawn.map((row, at) => (
          <Line
            key={row.id}
            row={row}
            {...(isLong ? { place: { at: first + at + 1, of: rows.length } } : {})}
          />
        ))}
      </ul>
      <svg
        className={styles.room}
        height={Math.max(0, rows.length - first - drawn.length) * HEIGHT}
        aria-hidden="true"
      />
    </div>
  )
})
