import { UserX } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Banner } from '../look/banner.tsx'
import { Button } from '../look/button.tsx'
import { say } from '../words/say.ts'
import { askAgain, endedNow, onEnded } from './ended.ts'

/** Whoever did not want to sign in again just now is told what that means, with a way back. */
export function SignInPutOff() {
  const ended = useSyncExternalStore(onEnded, endedNow)
  if (ended?.isPutOff !== true || ended.other !== undefined) return null
  return (
    <Banner
      icon={UserX}
      act={
        <Button small onPress={askAgain}>
          {say('live.ended.open')}
        </Button>
      }
    >
      {say('live.ended.put-off')}
    </Banner>
  )
}
