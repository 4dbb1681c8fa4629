import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { whileNothingChanges } from '../standing.ts'
import { columns, type Node } from './node.ts'

/** So many names are looked up by one statement; deeper paths take another. */
const STRIDE = 24

const texts: string[] = []

function statement(depth: number): string {
  let text = texts[depth]
  if (text === undefined) {
    const steps = Array.from({ length: depth }, (_, i) => i + 1)
    const ids = steps.map((i) => `n${i}.id AS i${i}`).join(', ')
    const joins = steps
      .map(
        (i) =>
          `LEFT JOIN node n${i} ON n${i}.parent = n${i - 1}.id AND n${i}.name = ? AND n${i}.trashed IS NULL`,
      )
      .join(' ')
    text = `SELECT ${ids === '' ? '' : `${ids}, `}${columns(`n${depth}`)} FROM node n0 ${joins} WHERE n0.id = ?`
    texts[depth] = text
  }
  return text
}

export interface Walked {
  /** The ids found, the start first; shorter than asked when a name is missing. */
  readonly trail: readonly NodeId[]
  /** The last node, when every name was found. */
  readonly node: Node | undefined
}

/** Deeper than this, the way to a folder is remembered for all that is asked about in it. */
const SHALLOW = 4
const FOLDERS = 1024
const standing = whileNothingChanges<Walked>(FOLDERS)

/** Follows names down from a node, whatever the actor. */
export async function walk(reader: Reader, start: NodeId, names: readonly string[]): Promise<Walked> {
  if (names.length <= SHALLOW || reader.generation === undefined) return await descend(reader, start, names)
  const above = names.slice(0, -1)
  const folder = await standing(reader, `${start}/${above.join('/')}`, () => descend(reader, start, above))
  if (folder.node === undefined) return folder
  const { trail, node } = await descend(reader, folder.node.id, names.slice(-1))
  return { trail: [...folder.trail, ...trail.slice(1)], node }
}

/** One statement for 24 levels. */
async function descend(reader: Reader, start: NodeId, names: readonly string[]): Promise<Walked> {
  const trail = [start]
  let from = start
  let done = 0
  for (;;) {
    const step = names.slice(done, done + STRIDE)
    const row = await reader.get<Node & Record<string, number | null>>(statement(step.length), ...step, from)
    if (row === undefined) return { trail: [], node: undefined }
    for (let i = 1; i <= step.length; i++) {
      const id = row[`i${i}`]
      if (id === null || id === undefined) return { trail, node: undefined }
      trail.push(id)
    }
    done += step.length
    if (done === names.length) return { trail, node: row }
    from = trail[trail.length - 1]!
  }
}
