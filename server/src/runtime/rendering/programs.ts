import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { PreviewKind } from '../../domain/previews/kind.ts'
import type { Programs } from './task.ts'

/** What needs nothing but the program itself. */
const OWN: readonly PreviewKind[] = ['image', 'heic', 'vector', 'pdf', 'text', 'markdown']

/** LibreOffice comes in parts: each family of documents has a library of its own. */
const OFFICE_PARTS: readonly (readonly [PreviewKind, string])[] = [
  ['document', 'libswlo.so'],
  ['sheet', 'libsclo.so'],
  ['slides', 'libsdlo.so'],
]

const isThere = (path: string, mode = constants.R_OK): boolean => {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

export const findProgram = (name: string, path = process.env.PATH ?? ''): string | undefined =>
  path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => isThere(file, constants.X_OK))

/** Looks at folders only; nothing is run. */
export const findPrograms = (): Programs => ({
  ffmpeg: findProgram('ffmpeg'),
  soffice: findProgram('soffice'),
})

/** What can be drawn with these programs. */
export function kindsWith({ ffmpeg, soffice }: Programs): Set<PreviewKind> {
  const kinds = new Set<PreviewKind>(OWN)
  if (ffmpeg !== undefined) kinds.add('video')
  if (soffice === undefined) return kinds
  const parts = dirname(realpathSync(soffice))
  for (const [kind, library] of OFFICE_PARTS) if (isThere(join(parts, library))) kinds.add(kind)
  return kinds
}
