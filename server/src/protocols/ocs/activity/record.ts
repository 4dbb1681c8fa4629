import { familyOf } from '@nuage/contract'
import type { Activity, ActivityVerb } from '../../../domain/activity/activity.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { sentence } from '../../wire/speech.ts'
import type { MemberCall } from '../call.ts'
import { filled } from '../rich-text.ts'
import { isoTime } from '../shown.ts'

/** What the apps choose their pictures by (ocs.md §10). */
const KINDS: Readonly<Record<ActivityVerb, { app?: string; type: string; icon: string }>> = {
  create: { type: 'file_created', icon: 'add' },
  copy: { type: 'file_created', icon: 'add' },
  write: { type: 'file_changed', icon: 'edit' },
  rename: { type: 'file_changed', icon: 'rename' },
  move: { type: 'file_changed', icon: 'rename' },
  revert: { type: 'file_restored', icon: 'history' },
  restore: { type: 'file_restored', icon: 'history' },
  trash: { type: 'file_deleted', icon: 'delete' },
  share: { app: 'files_sharing', type: 'shared', icon: 'share' },
  comment: { app: 'comments', type: 'comments', icon: 'comment' },
}

export function activityRecord(call: MemberCall, activity: Activity, withPreviews: boolean) {
  const { base, caller } = call
  const own = activity.actor?.id === caller.person.id
  const path = activity.path?.join('/') ?? activity.name
  const link = `${base}/f/${activity.node}`
  const parameters = {
    file: { type: 'file', id: String(activity.node), name: activity.name, path, link },
    ...(own ? {} : { actor: actorOf(activity) }),
  }
  const template = words(call, `ocs.activities.${activity.verb}.${own ? 'own' : 'other'}`)
  return {
    activity_id: activity.id,
    app: KINDS[activity.verb].app ?? 'files',
    type: KINDS[activity.verb].type,
    user: activity.actor?.id ?? '',
    subject: filled(template, { file: activity.name, actor: actorOf(activity).name }),
    subject_rich: [template, parameters],
    message: '',
    message_rich: ['', []],
    object_type: 'files',
    object_id: activity.node,
    object_name: `/${path}`,
    objects: { [activity.node]: `/${path}` },
    link: activity.path === undefined ? '' : link,
    icon: `${base}/core/img/actions/${KINDS[activity.verb].icon}.svg`,
    datetime: isoTime(activity.at),
    previews: withPreviews && activity.path !== undefined ? [preview(base, link, activity)] : [],
  }
}

const words = ({ language }: MemberCall, key: string): string => sentence(language, key) ?? ''

/** Somebody without a name: the system, or the visitor of a link. */
const actorOf = ({ actor }: Activity) => ({ type: 'user', id: actor?.id ?? '', name: actor?.name ?? 'Nuage' })

const preview = (base: string, link: string, { kind, mime, node, name }: Activity) => ({
  link,
  source: `${base}/apps/theming/img/core/filetypes/${kind === FOLDER ? 'folder' : familyOf(mime)}.svg`,
  mimeType: kind === FOLDER ? 'dir' : mime,
  isMimeTypeIcon: true,
  fileId: node,
  view: 'files',
  filename: name,
})
