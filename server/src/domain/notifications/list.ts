import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { COLUMNS, type Notification, type NotificationRow, notificationOf } from './notification.ts'

/** What was taken back or has ended is not spoken of any more. */
const STANDS = `CASE WHEN kind = 'share-received' THEN EXISTS (SELECT 1 FROM share s
    WHERE s.id = CAST(object_id AS BIGINT) AND (s.expires IS NULL OR s.expires > ?)) ELSE 1 = 1 END`
const LIST = `SELECT ${COLUMNS} FROM notification WHERE person = ? AND ${STANDS} ORDER BY id DESC LIMIT ?`
const ONE = `SELECT ${COLUMNS} FROM notification WHERE person = ? AND ${STANDS} AND id = ?`
const IDS = `SELECT id FROM notification WHERE person = ? AND ${STANDS}`

/** No client shows more. */
const SHOWN = 100

/** The newest first. */
export async function listNotifications(domain: Domain, person: PersonId): Promise<Notification[]> {
  const rows = await domain.records.read((reader) =>
    reader.all<NotificationRow>(LIST, person, seconds(domain.now()), SHOWN),
  )
  return rows.map(notificationOf)
}

export async function findNotification(
  domain: Domain,
  person: PersonId,
  id: number,
): Promise<Notification | undefined> {
  const row = await domain.records.get<NotificationRow>(ONE, person, seconds(domain.now()), id)
  return row === undefined ? undefined : notificationOf(row)
}

/** Which of these a person still has. */
export async function stillThere(
  domain: Domain,
  person: PersonId,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await domain.records.read((reader) =>
    reader.all<{ id: number }>(IDS, person, seconds(domain.now())),
  )
  const held = new Set(rows.map((row) => row.id))
  return ids.filter((id) => held.has(id))
}
