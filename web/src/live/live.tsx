import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { watchVersion } from './newer.ts'
import { NewerBar } from './newer-bar.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { startLive } from './start.ts'
import { useLive } from './state.ts'

/** Says once that the line is back; what was waiting goes on by itself. */
function useBackOnline(): void {
  const { offlineSince } = useLive()
  const before = useRef(offlineSince)
  useEffect(() => {
    if (before.current !== null && offlineSince === null) toast({ text: say('live.online') })
    before.current = offlineSince
  }, [offlineSince])
}

/** Keeps the page true while it is open, and says when it cannot. */
export function Live() {
  const client = useQueryClient()
  useEffect(() => startLive(client), [client])
  useEffect(watchVersion, [])
  useBackOnline()
  return (
    <>
      <OfflineBar />
      <NewerBar />
    </>
  )
}
