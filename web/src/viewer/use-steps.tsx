import { type ReactNode, useState } from 'react'
import { useStageKeys } from './stage-keys.ts'
import { STEP } from './zoom.ts'
import { ZoomBar } from './zoom-bar.tsx'

/**
 * Pages are made larger and smaller by keys and by a bar, and never smaller than they fit.
 * @param most so many times as large.
 */
export function useSteps(most: number): { readonly scale: number; readonly bar: ReactNode } {
  const [scale, setScale] = useState(1)
  const zoom = (by: number): void => setScale((scale) => Math.min(most, Math.max(1, scale * by)))
  useStageKeys(({ key }) => {
    if (key === '+' || key === '=') zoom(STEP)
    else if (key === '-') zoom(1 / STEP)
    else if (key === '0') setScale(1)
    else return false
    return true
  })
  const bar = (
    <ZoomBar
      percent={Math.round(scale * 100)}
      isFitted={scale === 1}
      onIn={() => zoom(STEP)}
      onOut={() => zoom(1 / STEP)}
      onFit={() => setScale(1)}
    />
  )
  return { scale, bar }
}
