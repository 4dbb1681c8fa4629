import { SearchX } from 'lucide-react'
import { Link } from '../address/link.tsx'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'
import { Place } from './place.tsx'

/** For an address that leads nowhere, or to what is not theirs to see. */
export const NotHere = () => (
  <Place title={say('errors.not-here.title')}>
    <EmptyState icon={SearchX} title={say('errors.not-here.text')}>
      <Link to="/files">{say('errors.not-here.home')}</Link>
    </EmptyState>
  </Place>
)
