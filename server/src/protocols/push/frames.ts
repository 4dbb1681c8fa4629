import type { Topic } from '../../domain/push/listener.ts'
import type { NodeId } from '../../vocabulary/ids.ts'

/** What the server says, word for word: the desktop compares some of it (ocs.md §11). */
export const AUTHENTICATED = 'authenticated'
export const INVALID_CREDENTIALS = 'err: Invalid credentials'
export const AUTHENTICATION_TIMEOUT = 'Authentication timeout'
export const TOO_MANY = 'err: Too many connections'
export const UNAVAILABLE = 'err: Service unavailable'

/** What a client says to be told which files have changed. */
export const LISTEN_FOR_IDS = 'listen notify_file_id'

const NOTICES: Readonly<Record<Topic, string>> = {
  files: 'notify_file',
  activities: 'notify_activity',
  notifications: 'notify_notification',
}

/** @param nodes given only to those who want them. */
export const noticeFrame = (topic: Topic, nodes?: readonly NodeId[]): string =>
  topic === 'files' && nodes !== undefined && nodes.length > 0
    ? `notify_file_id [${nodes.join(',')}]`
    : NOTICES[topic]
