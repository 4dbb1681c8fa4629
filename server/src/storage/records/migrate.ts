import { migrations } from './migrations/migrations.ts'

export type Engine = 'sqlite' | 'postgres'

const words: Record<Engine, Record<string, string>> = {
  sqlite: { key: 'INTEGER PRIMARY KEY', text: 'TEXT', compact: 'WITHOUT ROWID' },
  postgres: { key: 'BIGINT PRIMARY KEY', text: 'TEXT COLLATE "C"', compact: '' },
}

/** The portable text of a migration in an engine's own words. */
export const spelled = (text: string, engine: Engine): string =>
  text.replace(/\{(key|text|compact)\}/g, (_, word: string) => words[engine][word] ?? '')

/** A server that is older than its data must not touch them. */
export class SchemaTooNew extends Error {
  constructor(found: number) {
    super(`the data were written by a newer Nuage (schema ${found}, this program knows ${migrations.length})`)
    this.name = 'SchemaTooNew'
  }
}

export interface MigrationTarget {
  readonly engine: Engine
  /** 0 on an empty database. */
  version(): Promise<number>
  execute(sql: string): Promise<void>
}

/** Forward only. The caller holds a transaction and the lock that keeps other processes out. */
export async function migrate(target: MigrationTarget): Promise<void> {
  const found = await target.version()
  if (found > migrations.length) throw new SchemaTooNew(found)
  for (let number = found + 1; number <= migrations.length; number++) {
    await target.execute(spelled(migrations[number - 1]!, target.engine))
    if (number === 1) await target.execute("INSERT INTO instance (name, value) VALUES ('schema', '1')")
    else await target.execute(`UPDATE instance SET value = '${number}' WHERE name = 'schema'`)
  }
}
