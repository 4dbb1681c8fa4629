import { startTransition, useEffect, useState } from 'react'
import { afterPaint } from './after-paint.ts'

/**
 * A value as it was until a frame with what else depends on it has been shown: for what takes an old computer so long
 * to draw that the click would seem not to be heard. React’s own deferring may come before the frame.
 */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(() => ({ value }))
  const isShown = Object.is(shown.value, value)
  useEffect(
    () => (isShown ? undefined : afterPaint(() => startTransition(() => setShown({ value })))),
    [value, isShown],
  )
  return shown.value
}
