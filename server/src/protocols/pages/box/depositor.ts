import type { Depositor } from '../../../domain/boxes/finish.ts'
import type { OpenBox } from '../link/door.ts'
import type { Visit } from '../visit.ts'

/** Who hands in: by their word, and a colleague by their account too. */
export function depositorOf({ session }: Visit, { visitor }: OpenBox, name: string): Depositor {
  const person = session?.person?.id
  return { visitor, name, ...(person === undefined ? {} : { person }) }
}
