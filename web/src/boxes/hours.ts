import type { Box } from '@nuage/contract/api'
import { endText } from '../sharing/index.ts'
import { say } from '../words/say.ts'

/** Whether it takes anything now, and until when, in a few words. */
export function hoursWords({ hours, opens, closes }: Pick<Box, 'hours' | 'opens' | 'closes'>): string {
  if (hours === 'early' && opens !== null) return say('boxes.hours.early', { date: endText(opens) })
  if (hours === 'open' && closes !== null) return say('boxes.hours.open-until', { date: endText(closes) })
  return say(`boxes.hours.${hours}`)
}
