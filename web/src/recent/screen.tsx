import { Clock } from 'lucide-react'
import { Gathered } from '../acts/gathered.tsx'
import { keys } from '../api/keys.ts'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'

/** The files that changed last, the newest first. */
export const Screen = () => (
  <Gathered
    title={say('frame.recent')}
    queryKey={keys.recent}
    below="/recent"
    inOrder
    empty={<EmptyState icon={Clock} title={say('recent.empty')} text={say('recent.empty-text')} />}
  />
)
