import type { Domain } from '../../server/src/domain/domain.ts'
import type { Reader, Records, Value } from '../../server/src/storage/records/records.ts'

const ASKING = new Set(['get', 'all', 'run'])

/**
 * Counts the statements that a domain asks its records from now on.
 * @returns how many there were since the last time this was asked.
 */
export function countStatements(domain: Domain): () => number {
  let count = 0
  const counted = <T extends Reader>(reader: T): T =>
    new Proxy(reader, {
      get(target, name) {
        const value = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...values: Value[]) => {
          if (ASKING.has(String(name))) count++
          return value.apply(target, values)
        }
      },
    })
  const records = domain.records
  const watched = new Proxy(records, {
    get(target, name) {
      const value = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (name === 'read' || name === 'readOne')
        return (act: (reader: Reader) => unknown) =>
          value.call(target, (reader: Reader) => act(counted(reader)))
      return (...values: unknown[]) => {
        if (name === 'get') count++
        return value.apply(target, values)
      }
    },
  })
  ;(domain as { records: Records }).records = watched
  return () => {
    const now = count
    count = 0
    return now
  }
}
