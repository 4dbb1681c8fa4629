import type { ComponentType } from 'react'

interface ScreenFile {
  readonly Screen: ComponentType
}

/** The screens of the features, each fetched when it is first gone to. */
const files = import.meta.glob<ScreenFile>(['../*/{screen,*-screen}.tsx', '!../folder/screen.tsx'])
const brought = new Map<string, ScreenFile>()

/** This one came with the app itself. @param file such as `trash/screen.tsx`. */
export function bringScreen(file: string, screen: ScreenFile): void {
  brought.set(file, screen)
}

/** @param file such as `trash/screen.tsx`. */
export const hasScreen = (file: string): boolean => brought.has(file) || Object.hasOwn(files, `../${file}`)

export const loadScreen = async (file: string): Promise<ScreenFile> =>
  brought.get(file) ?? (await files[`../${file}`]!())
