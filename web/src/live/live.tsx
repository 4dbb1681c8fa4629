import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { OfflineBar } from './offline-bar.tsx'
import { startLive } from './start.ts'

/** Keeps the page true while it is open, and says when it cannot. */
export function Live() {
  const client = useQueryClient()
  useEffect(() => startLive(client), [client])
  return <OfflineBar />
}
