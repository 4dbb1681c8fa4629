import type { Notification } from '../../../domain/notifications/notification.ts'
import { sentence } from '../../wire/speech.ts'
import type { OcsCall } from '../call.ts'
import { filled } from '../rich-text.ts'
import { isoTime } from '../shown.ts'

interface Words {
  readonly app: string
  readonly subject: string
  readonly message: string
  readonly link: string
  readonly actions?: readonly Action[]
  /** The subject with places for its parameters. */
  readonly rich: readonly [template: string, parameters: Readonly<Record<string, object>> | []]
}

interface Action {
  readonly label: string
  readonly link: string
  readonly type: 'POST' | 'DELETE'
  readonly primary: boolean
}

type Caller = Pick<OcsCall, 'base' | 'language'>

/** What cannot be opened, or not by whoever reads this. */
const highlight = (name: string) => ({ type: 'highlight', id: name, name })

const fileAt = (base: string, node: number, file: string) => ({
  ...{ type: 'file', id: String(node), name: file, path: file },
  link: `${base}/f/${node}`,
})

/** A share that waits for a yes (ocs.md §6.1). */
function pendingActions({ base, language }: Caller, share: number): Action[] {
  const shares = `${base}/ocs/v2.php/apps/files_sharing/api/v1/shares`
  const label = (key: string): string => sentence(language, `ocs.notifications.${key}`) ?? ''
  return [
    { label: label('accept'), link: `${shares}/pending/${share}`, type: 'POST', primary: true },
    { label: label('decline'), link: `${shares}/${share}`, type: 'DELETE', primary: false },
  ]
}

function wordsOf(caller: Caller, notification: Notification): Words {
  const { base, language } = caller
  const { kind, facts } = notification
  switch (kind) {
    case 'announcement':
      return { app: 'admin_notifications', ...facts, link: '', rich: [facts.subject, []] }
    case 'comment': {
      const { author, name, node, file, message } = facts
      const template = sentence(language, 'ocs.notifications.comment') ?? ''
      const link = `${base}/f/${node}`
      const parameters = { user: { type: 'user', id: author, name }, file: fileAt(base, node, file) }
      const subject = filled(template, { user: name, file })
      return { app: 'comments', subject, message, link, rich: [template, parameters] }
    }
    case 'link-reopen-asked': {
      const { node, file } = facts
      const template = sentence(language, 'ocs.notifications.link-reopen-asked') ?? ''
      const link = `${base}/f/${node}`
      const parameters = { file: fileAt(base, node, file) }
      return {
        app: 'files_sharing',
        subject: filled(template, { file }),
        message: '',
        link,
        rich: [template, parameters],
      }
    }
    case 'link-reported': {
      const { sharer, file, text, from } = facts
      const template = sentence(language, 'ocs.notifications.link-reported') ?? ''
      const parameters = {
        user: { type: 'highlight', id: sharer, name: sharer },
        file: { type: 'highlight', id: file, name: file },
      }
      const subject = filled(template, { user: sharer, file })
      const message = from === '' ? text : `${text}\n\n${from}`
      return { app: 'files_sharing', subject, message, link: '', rich: [template, parameters] }
    }
    case 'deposit-received': {
      const { node, file, count } = facts
      const template = sentence(language, 'ocs.notifications.deposit-received', { count }) ?? ''
      const link = `${base}/f/${node}`
      const parameters = { file: fileAt(base, node, file) }
      return {
        app: 'files_sharing',
        subject: filled(template, { file }),
        message: '',
        link,
        rich: [template, parameters],
      }
    }
    case 'malware-found': {
      const { node, file, threat, own } = facts
      const template = sentence(language, 'ocs.notifications.malware-found') ?? ''
      const message =
        sentence(language, `ocs.notifications.malware-found-${own ? 'message' : 'admin'}`, { threat }) ?? ''
      // What lies in somebody else's space cannot be opened by whoever is told.
      const link = own ? `${base}/f/${node}` : ''
      const shown = own ? fileAt(base, node, file) : { type: 'highlight', id: file, name: file }
      return {
        app: 'files',
        subject: filled(template, { file }),
        message,
        link,
        rich: [template, { file: shown }],
      }
    }
    case 'share-received': {
      const { author, name, node, file, share, pending } = facts
      const template = sentence(language, 'ocs.notifications.share-received') ?? ''
      const shown = pending ? highlight(file) : fileAt(base, node, file)
      const parameters = { user: { type: 'user', id: author, name }, file: shown }
      return {
        app: 'files_sharing',
        subject: filled(template, { user: name, file }),
        message: '',
        link: pending ? '' : `${base}/f/${node}`,
        rich: [template, parameters],
        actions: pending ? pendingActions(caller, share) : [],
      }
    }
    case 'space-handed-over': {
      const { author, name, node, file } = facts
      const template = sentence(language, 'ocs.notifications.space-handed-over') ?? ''
      return {
        ...{ app: 'files', subject: filled(template, { user: name, file }), message: '' },
        link: `${base}/f/${node}`,
        rich: [template, { user: { type: 'user', id: author, name }, file: fileAt(base, node, file) }],
      }
    }
    case 'share-ends-soon': {
      const { node, file, days } = facts
      const template = sentence(language, 'ocs.notifications.share-ends-soon', { count: days }) ?? ''
      const subject = filled(template, { file })
      const rich: Words['rich'] = [template, { file: fileAt(base, node, file) }]
      return { app: 'files_sharing', subject, message: '', link: `${base}/f/${node}`, rich }
    }
    case 'security-changed': {
      const { change, place } = facts
      const subject = sentence(language, `security.${change}`) ?? ''
      const from = place === '' ? '' : (sentence(language, 'security.from', { place }) ?? '')
      const message = `${from} ${sentence(language, 'security.not-you') ?? ''}`.trim()
      return { app: 'settings', subject, message, link: `${base}/account/security`, rich: [subject, []] }
    }
    case 'mail-failed': {
      const { to, item } = facts
      const template = sentence(language, 'ocs.notifications.mail-failed') ?? ''
      const subject = filled(template, { user: to, file: item })
      const rich: Words['rich'] = [template, { user: highlight(to), file: highlight(item) }]
      return { app: 'files_sharing', subject, message: '', link: '', rich }
    }
  }
}

/** As the apps read it: compact ids, ISO times with an offset, rich texts with their parameters (ocs.md §9.1). */
export function notificationRecord(call: Caller, notification: Notification) {
  const { app, message, rich, actions = [] } = wordsOf(call, notification)
  return {
    ...plainRecord(call, notification),
    subjectRich: rich[0],
    subjectRichParameters: rich[1],
    messageRich: message,
    messageRichParameters: [],
    icon: `${call.base}/apps/notifications/img/notifications-dark.svg`,
    shouldNotify: true,
    app,
    actions,
  }
}

/** Without rich texts: version 1 of the API. */
export function plainRecord(call: Caller, notification: Notification) {
  const { app, subject, message, link, actions = [] } = wordsOf(call, notification)
  return {
    notification_id: notification.id,
    app,
    user: notification.person,
    datetime: isoTime(notification.created),
    object_type: notification.object.type,
    object_id: notification.object.id,
    subject,
    message,
    link,
    actions,
  }
}
