import { useEffect } from 'react'
import { Place } from '../frame/place.tsx'
import { say } from '../words/say.ts'
import { SIGNED_IN_CHANNEL } from './ended.ts'

/** Where a sign-in in a window of its own ends: the page that waits for it goes on, and the window closes. */
export function Screen() {
  useEffect(() => {
    const channel = new BroadcastChannel(SIGNED_IN_CHANNEL)
    channel.postMessage('signed in')
    channel.close()
    window.close()
  }, [])
  return (
    <Place title={say('live.ended.done')}>
      <p>{say('live.ended.close')}</p>
    </Place>
  )
}
