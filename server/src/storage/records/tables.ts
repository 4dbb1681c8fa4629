import type { Reader } from './records.ts'

/** A table as the database itself describes it, so that no list has to be kept when one is added. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** The primary key, in its order. */
  readonly key: readonly string[]
}

interface Column {
  table: string
  name: string
  /** Place in the primary key from 1 on; 0 outside it. */
  place: number
}

const SQLITE = `SELECT m.name AS "table", c.name, c.pk AS place FROM sqlite_master m JOIN pragma_table_info(m.name) c
  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`
const POSTGRES = `SELECT c.table_name AS "table", c.column_name AS name, COALESCE(k.ordinal_position, 0) AS place
  FROM information_schema.columns c
  LEFT JOIN information_schema.table_constraints t ON t.table_schema = c.table_schema
    AND t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY'
  LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = t.constraint_schema
    AND k.constraint_name = t.constraint_name AND k.table_name = c.table_name AND k.column_name = c.column_name
  WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position`

/** Every table there is, by name. */
export async function describeTables(reader: Reader): Promise<Table[]> {
  const columns = await reader.all<Column>(reader.engine === 'sqlite' ? SQLITE : POSTGRES)
  const byTable = Map.groupBy(columns, ({ table }) => table)
  return [...byTable].map(([name, all]) => ({
    name,
    columns: all.map((column) => column.name),
    key: all
      .filter(({ place }) => place > 0)
      .sort((a, b) => a.place - b.place)
      .map((column) => column.name),
  }))
}
