const TARGET = /\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(?!SET\b)(\w+)/gi
/** Who was given what, and where they see it. */
const ALWAYS: ReadonlySet<string> = new Set(['share', 'mount', 'membership', 'setting'])
/** Of these, whatever says where something lies, what it is called, whose it is, and whether it is there at all. */
const PARTLY: ReadonlySet<string> = new Set(['node', 'space', 'person'])
const COLUMNS: ReadonlySet<string> = new Set([
  ...['id', 'parent', 'name', 'kind', 'trashed', 'space', 'owner', 'root', 'academy', 'removed'],
])

const known = new Map<string, boolean>()

/**
 * Whether a statement may change who sees what, and where: derived from its text, so that no place that writes can
 * forget to say so. Most writes do not: new files, new content, sizes, times and etags.
 */
export function changesStructure(sql: string): boolean {
  let changes = known.get(sql)
  if (changes === undefined) {
    changes = [...sql.matchAll(TARGET)].some(([verb, table = ''], _, all) =>
      touches(sql, verb.toUpperCase(), table.toLowerCase(), all.length),
    )
    known.set(sql, changes)
  }
  return changes
}

/**
 * The same of a statement that has been run.
 * @param rows how many it changed: one that does nothing else, and found nothing to change, is of no concern.
 */
export const changedStructure = (sql: string, rows: number): boolean =>
  changesStructure(sql) && (rows > 0 || !/^\s*(?:INSERT|UPDATE|DELETE)\b/i.test(sql))

function touches(sql: string, verb: string, table: string, targets: number): boolean {
  if (ALWAYS.has(table)) return true
  if (!PARTLY.has(table)) return false
  // What comes into the world changes nothing for what is there already.
  if (verb.startsWith('INSERT') && targets === 1 && !/\bDO\s+UPDATE\b/i.test(sql)) return false
  const set = /\bSET\b([\s\S]*)/i.exec(sql)?.[1]
  if (!verb.startsWith('UPDATE') || set === undefined || targets > 1) return true
  const assigned = [...set.replace(/\bWHERE\b[\s\S]*/i, '').matchAll(/(\w+)\s*=/g)].map(([, name]) => name!)
  return assigned.length === 0 || assigned.some((name) => COLUMNS.has(name.toLowerCase()))
}
