import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { toast } from '../look/toast.tsx'
import { refreshSharing } from '../sharing/index.ts'
import { say } from '../words/say.ts'

export type Answer = 'accept' | 'leave' | 'return'

/** What was given, by its share. */
export interface Given {
  readonly share: number
  readonly name: string
}

/** Takes, declines or takes back what was given. @returns whether it was done. */
export async function answer({ share, name }: Given, what: Answer): Promise<boolean> {
  let isDone = true
  try {
    await call('POST', `/shared/${share}/${what}`)
    toast({ text: say(`shared.offers.${what}-done`, { name }) })
  } catch (error) {
    isDone = false
    toast({ text: sentenceOf(error), tone: 'loss' })
  }
  await refreshSharing()
  return isDone
}
