import type { Reader } from '../storage/records/records.ts'
import type { State } from '../storage/records/state.ts'

/**
 * Remembers what was read for as long as nothing at all has changed in the records, and no longer: an answer from
 * here is the one that reading again would give. Where the engine cannot tell, everything is read again.
 * @param most so many answers are kept.
 * @param what `structure` for what depends on nothing but who is given what, and where it lies.
 */
export function whileNothingChanges<Answer>(
  most: number,
  what: 'generation' | 'structure' = 'generation',
): (reader: Reader, key: string, read: () => Promise<Answer>) => Promise<Answer> {
  const known = new WeakMap<State, Map<string, Answer>>()
  return async (reader, key, read) => {
    const state = what === 'generation' ? reader.generation : await reader.structure?.()
    if (state === undefined) return await read()
    let answers = known.get(state)
    if (answers === undefined) {
      answers = new Map()
      known.set(state, answers)
    }
    const standing = answers.get(key)
    if (standing !== undefined) return standing
    const answer = await read()
    if (answers.size >= most) answers.clear()
    answers.set(key, answer)
    return answer
  }
}
