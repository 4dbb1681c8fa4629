import type { AcademyPicture } from '../../../domain/academies/picture.ts'
import type { Domain } from '../../../domain/domain.ts'
import { CommandError } from '../command.ts'

/** @param file undefined: nothing is said of a picture; empty: none any more. */
export async function readPictureFile(
  domain: Domain,
  file: string | undefined,
): Promise<AcademyPicture | null | undefined> {
  if (file === undefined) return undefined
  if (file === '') return null
  const { drawPicture, LARGEST_FILE } = await import('../../../domain/academies/picture.ts')
  const { readFile, stat } = await import('node:fs/promises')
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new CommandError(`there is no file “${file}”`)
  // What is longer is refused for its length, unread.
  return await drawPicture(domain, found.size > LARGEST_FILE ? Buffer.alloc(0) : await readFile(file))
}
