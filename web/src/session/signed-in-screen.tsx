import { useEffect } from 'react'
import { Place } from '../frame/place.tsx'
import { say } from '../words/say.ts'
import { tellWindows } from './ended.ts'
import { session } from './session.ts'

/** Where a sign-in in a window of its own ends: the page that waits for it goes on, and the window closes. */
export function Screen() {
  useEffect(() => {
    tellWindows({ kind: 'here', person: session().person.id })
    window.close()
  }, [])
  return (
    <Place title={say('live.ended.done')}>
      <p>{say('live.ended.close')}</p>
    </Place>
  )
}
