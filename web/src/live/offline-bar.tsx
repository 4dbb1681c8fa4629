import { CloudOff } from 'lucide-react'
import { Banner } from '../look/banner.tsx'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { useLive } from './state.ts'

/** Says that what is shown may be old, and of when it is. */
export function OfflineBar() {
  const { offlineSince } = useLive()
  return (
    offlineSince !== null && (
      <Banner icon={CloudOff}>{say('live.offline', { time: when(offlineSince / 1000) })}</Banner>
    )
  )
}
