import { Users } from 'lucide-react'
import { Gathered } from '../acts/gathered.tsx'
import { keys } from '../api/keys.ts'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'
import { OffersButton } from './offers.tsx'

/** What others gave, as it stands among one’s own files. */
export const Screen = () => (
  <Gathered
    title={say('frame.shared-with-me')}
    queryKey={keys.sharedWithMe}
    below="/shared/with-me"
    inOrder
    tools={<OffersButton />}
    empty={<EmptyState icon={Users} title={say('shared.with-me.empty')} text={say('shared.with-me.text')} />}
  />
)
