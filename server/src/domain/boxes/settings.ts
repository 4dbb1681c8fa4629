import type { Reader } from '../../storage/records/records.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { climb } from '../files/climb.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { MOST_FILES } from './begin-deposit.ts'
import { type BoxSettings, NOTICES } from './box.ts'
import { acceptPattern } from './pattern.ts'
import { acceptTypes } from './types.ts'

const LONGEST_INSTRUCTIONS = 4_000
const MOST_ATTACHMENTS = 20
const LONGEST_GRACE = 7 * 24 * 3600

const wrong = (setting: string): Refusal => new Refusal('bad-request', 'box-setting', { facts: { setting } })

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0

/**
 * What an owner wishes for a box, checked one by one and against each other.
 * @param now the settings as they are.
 * @throws Refusal `bad-request`, `not-found` for an attachment.
 */
export async function acceptSettings(
  reader: Reader,
  space: number,
  wish: Partial<BoxSettings>,
  now: BoxSettings,
): Promise<BoxSettings> {
  const box = { ...now, ...wish }
  const { opens, closes, grace, late, mostFiles, mostBytes, room, instructions, attachments, notices } = box
  for (const [name, value] of Object.entries({ opens, closes, mostFiles, mostBytes, room }))
    if (value !== null && !isCount(value)) throw wrong(name)
  if (opens !== null && closes !== null && closes <= opens) throw wrong('closes')
  if (!Number.isSafeInteger(grace) || grace < 0 || grace > LONGEST_GRACE) throw wrong('grace')
  if (late !== 'refuse' && late !== 'mark') throw wrong('late')
  if (!NOTICES.includes(notices)) throw wrong('notices')
  if (mostFiles !== null && mostFiles > MOST_FILES) throw wrong('mostFiles')
  if (instructions.length > LONGEST_INSTRUCTIONS) throw wrong('instructions')
  if (attachments.length > MOST_ATTACHMENTS) throw wrong('attachments')
  for (const node of attachments) await requireOwnFile(reader, space, node)
  return {
    ...box,
    pattern: acceptPattern(box.pattern),
    types: acceptTypes(box.types),
    instructions: instructions.toWellFormed().trim(),
  }
}

async function requireOwnFile(reader: Reader, space: number, id: number): Promise<void> {
  const node = await reader.get<Node>(NODE_BY_ID, id)
  const isThere = node?.kind === FILE && node.space === space && !(await climb(reader, id)).trashed
  if (!isThere) throw new Refusal('not-found', 'attachment-missing')
}
