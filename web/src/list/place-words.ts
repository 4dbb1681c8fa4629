import { say } from '../words/say.ts'

/** Where something lies, such as « dans « Devoirs » ». */
export function placeWords({ folder }: { readonly folder: readonly string[] }): string {
  const name = folder.at(-1)
  return name === undefined ? say('list.at-root') : say('list.in-folder', { folder: name })
}
