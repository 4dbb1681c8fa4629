import { type Check, check } from '../check.ts'

/** Along `activity_run.space`: only lines that were written have a number. */
export const activityNumbered: Check = check<{ space: number; person: string; count: number }>({
  kind: 'activity-number',
  sql: `SELECT r.space, r.person, count(*) AS count FROM activity_run r LEFT JOIN space s ON s.id = r.space
    WHERE r.space BETWEEN ? AND ? AND (s.id IS NULL OR r.count < 1 OR r.seq < 1 OR r.seq + r.count - 1 > s.seq)
    GROUP BY r.space, r.person`,
  key: (row) => row.space,
  subject: (row) => `person ${row.person}`,
  detail: (row) =>
    `${row.count} of their numbers of activities are of nothing that space ${row.space} has seen`,
  async mend(writer, row) {
    await writer.run('DELETE FROM activity_run WHERE person = ?', row.person)
    return 'numbered anew when they next look'
  },
})
