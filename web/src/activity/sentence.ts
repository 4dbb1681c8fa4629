import type { Activity } from '@nuage/contract/api'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'

/** Who did what with what, in one sentence. */
export function sentenceOf({ verb, by, name }: Activity): string {
  if (by?.id === session().person.id) return say(`activity.you.${verb}`, { name })
  return say(`activity.they.${verb}`, { who: by?.name ?? say('activity.somebody'), name })
}
