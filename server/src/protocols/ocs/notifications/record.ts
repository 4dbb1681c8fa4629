import type { Notification } from '../../../domain/notifications/notification.ts'
import type { OcsCall } from '../call.ts'

interface Words {
  readonly app: string
  readonly subject: string
  readonly message: string
}

function wordsOf(notification: Notification): Words {
  const { kind, facts } = notification
  switch (kind) {
    case 'announcement':
      return { app: 'admin_notifications', ...facts }
  }
}

/** As the apps read it: compact ids, ISO times with an offset, rich texts with their parameters (ocs.md §9.1). */
export function notificationRecord({ base }: Pick<OcsCall, 'base'>, notification: Notification) {
  const { app, subject, message } = wordsOf(notification)
  return {
    ...plainRecord(notification),
    subjectRich: subject,
    subjectRichParameters: [],
    messageRich: message,
    messageRichParameters: [],
    icon: `${base}/apps/notifications/img/notifications-dark.svg`,
    shouldNotify: true,
    app,
    actions: [],
  }
}

/** Without rich texts: version 1 of the API. */
export function plainRecord(notification: Notification) {
  const { app, subject, message } = wordsOf(notification)
  return {
    notification_id: notification.id,
    app,
    user: notification.person,
    datetime: new Date(notification.created * 1000).toISOString().replace(/\.\d+Z$/, '+00:00'),
    object_type: notification.object.type,
    object_id: notification.object.id,
    subject,
    message,
    link: '',
    actions: [],
  }
}
