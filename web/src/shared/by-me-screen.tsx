import { Share2 } from 'lucide-react'
import { Gathered } from '../acts/gathered.tsx'
import { keys } from '../api/keys.ts'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'

/** What one gave to others, by name or by link. */
export const Screen = () => (
  <Gathered
    title={say('frame.shared-by-me')}
    queryKey={keys.sharedByMe}
    below="/shared/by-me"
    inOrder
    empty={<EmptyState icon={Share2} title={say('shared.by-me.empty')} text={say('shared.by-me.text')} />}
  />
)
