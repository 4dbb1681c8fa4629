import { PREDEFINED, type PredefinedId, type UserStatus } from '../../../domain/user-status/status.ts'
import { sentence } from '../../wire/speech.ts'
import type { OcsCall } from '../call.ts'

/** What others see of a status (ocs.md §12). */
export const publicRecord = ({ language }: Pick<OcsCall, 'language'>, status: UserStatus) => ({
  userId: status.person,
  message: status.predefined === null ? status.message : predefinedMessage(language, status.predefined),
  icon: status.icon,
  clearAt: status.clearAt,
  status: status.availability,
})

/** One's own. A predefined message is told by its id only: clients have their own words for it. */
export const ownRecord = (status: UserStatus) => ({
  userId: status.person,
  message: status.message,
  messageId: status.predefined,
  messageIsPredefined: status.predefined !== null,
  icon: status.icon,
  clearAt: status.clearAt,
  status: status.availability,
  statusIsUserDefined: status.chosen,
})

const predefinedMessage = (language: OcsCall['language'], id: PredefinedId): string =>
  sentence(language, `ocs.statuses.${id}`) ?? ''

export const predefinedRecords = ({ language }: Pick<OcsCall, 'language'>) =>
  (Object.keys(PREDEFINED) as PredefinedId[]).map((id) => {
    const { icon, lasts } = PREDEFINED[id]
    const clearAt =
      lasts === null
        ? null
        : lasts.kind === 'period'
          ? { type: 'period', time: lasts.seconds }
          : { type: 'end-of', time: lasts.unit }
    return { id, icon, message: predefinedMessage(language, id), clearAt, visible: true }
  })
