import { createHash } from 'node:crypto'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { findPerson } from '../accounts/people/find.ts'
import type { Domain } from '../domain.ts'
import { lettersOf } from './letters.ts'

/** The picture of a person. */
export interface Avatar {
  readonly mime: 'image/png'
  /** Changes with the picture. */
  readonly etag: string
  bytes(): Promise<Buffer>
}

const SIZES = [64, 512] as const

/** They are small, and the same for all who share letters and colour. */
const KEPT = 2_000
const kept = new WeakMap<Domain, Map<string, Promise<Buffer>>>()

/**
 * One or two letters of the name on a colour that stays the person's own.
 * @param size pixels that are wanted; there are few sizes, and the next larger one is given.
 * @throws Refusal `not-found`.
 */
export async function avatarOf(domain: Domain, id: PersonId, size: number, dark: boolean): Promise<Avatar> {
  const person = await findPerson(domain, id)
  if (person === undefined) throw new Refusal('not-found', 'node-missing', { facts: { path: id } })
  const letters = lettersOf(person.name, person.id)
  const colour = createHash('sha256').update(person.id).digest().readUInt32BE()
  const given = SIZES.find((one) => one >= size) ?? SIZES[1]
  const sign = `${letters} ${colour} ${given} ${dark}`
  const etag = createHash('sha256').update(`${sign} ${domain.renderer.revision}`).digest('hex').slice(0, 32)
  return { mime: 'image/png', etag, bytes: () => draw(domain, sign, { letters, colour, size: given, dark }) }
}

async function draw(
  domain: Domain,
  sign: string,
  { letters, colour, size, dark }: { letters: string; colour: number; size: number; dark: boolean },
): Promise<Buffer> {
  const drawings = kept.get(domain) ?? new Map<string, Promise<Buffer>>()
  kept.set(domain, drawings)
  const known = drawings.get(sign)
  drawings.delete(sign)
  const drawing = known ?? domain.renderer.drawInitials(letters, colour, size, dark)
  drawings.set(sign, drawing)
  if (drawings.size > KEPT) drawings.delete(drawings.keys().next().value!)
  try {
    return await drawing
  } catch (error) {
    if (drawings.get(sign) === drawing) drawings.delete(sign)
    throw error
  }
}
