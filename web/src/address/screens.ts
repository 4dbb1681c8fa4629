import type { ComponentType } from 'react'

/** The screens of the features, each fetched when it is first gone to. */
const files = import.meta.glob<{ readonly Screen: ComponentType }>('../*/{screen,*-screen}.tsx')

/** @param file such as `trash/screen.tsx`. */
export const hasScreen = (file: string): boolean => Object.hasOwn(files, `../${file}`)

export const loadScreen = (file: string): Promise<{ readonly Screen: ComponentType }> =>
  files[`../${file}`]!()
