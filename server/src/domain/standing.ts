import type { Reader } from '../storage/records/records.ts'

interface Known<Answer> {
  generation: number
  readonly answers: Map<string, Answer>
}

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
  const known = new WeakMap<Reader, Known<Answer>>()
  return async (reader, key, read) => {
    const generation = reader[what]
    if (generation === undefined) return await read()
    let kept = known.get(reader)
    if (kept?.generation !== generation) {
      kept = { generation, answers: new Map() }
      known.set(reader, kept)
    }
    const standing = kept.answers.get(key)
    if (standing !== undefined) return standing
    const answer = await read()
    if (kept.answers.size >= most) kept.answers.clear()
    kept.answers.set(key, answer)
    return answer
  }
}
