import { createContext, type RefObject, useContext, useEffect } from 'react'

/** @returns true when the key was meant for what is shown. */
export type StageKeys = (event: React.KeyboardEvent) => boolean

export const StageKeysContext = createContext<RefObject<StageKeys | undefined>>({ current: undefined })

/** What is shown hears keys before the viewer does. */
export function useStageKeys(keys: StageKeys): void {
  const held = useContext(StageKeysContext)
  useEffect(() => {
    held.current = keys
    return () => {
      held.current = undefined
    }
  })
}
