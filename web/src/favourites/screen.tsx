import { Star } from 'lucide-react'
import { Gathered } from '../acts/gathered.tsx'
import { keys } from '../api/keys.ts'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'

/** What was marked to be found again. */
export const Screen = () => (
  <Gathered
    title={say('frame.favourites')}
    queryKey={keys.favourites}
    below="/favourites"
    empty={<EmptyState icon={Star} title={say('favourites.empty')} text={say('favourites.empty-text')} />}
  />
)
