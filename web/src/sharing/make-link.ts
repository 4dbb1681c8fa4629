import type { Link } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { refreshSharing } from './access.ts'
import { copyLater } from './clipboard.ts'

/**
 * A new link, to read and download, in the clipboard at once. What kept it from being made or copied is told.
 * @returns undefined when there is none.
 */
export async function makeLink(item: number): Promise<{ link: Link; copied: boolean } | undefined> {
  try {
    const made = call<Link>('POST', `/items/${item}/links`, { body: {} })
    const copied = await copyLater(made.then(({ url }) => url))
    await refreshSharing()
    toast({ text: say(copied ? 'sharing.link.made' : 'sharing.link.made-only') })
    return { link: await made, copied }
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'loss' })
    await refreshSharing()
    return undefined
  }
}
