import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { COLUMNS, type Notification, type NotificationRow, notificationOf } from './notification.ts'

const LIST = `SELECT ${COLUMNS} FROM notification WHERE person = ? ORDER BY id DESC LIMIT ?`
const ONE = `SELECT ${COLUMNS} FROM notification WHERE person = ? AND id = ?`
const IDS = 'SELECT id FROM notification WHERE person = ?'

/** No client shows more. */
const SHOWN = 100

/** The newest first. */
export async function listNotifications(domain: Domain, person: PersonId): Promise<Notification[]> {
  const rows = await domain.records.read((reader) => reader.all<NotificationRow>(LIST, person, SHOWN))
  return rows.map(notificationOf)
}

export async function findNotification(
  domain: Domain,
  person: PersonId,
  id: number,
): Promise<Notification | undefined> {
  const row = await domain.records.get<NotificationRow>(ONE, person, id)
  return row === undefined ? undefined : notificationOf(row)
}

/** Which of these a person still has. */
export async function stillThere(
  domain: Domain,
  person: PersonId,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await domain.records.read((reader) => reader.all<{ id: number }>(IDS, person))
  const held = new Set(rows.map((row) => row.id))
  return ids.filter((id) => held.has(id))
}
