import { CloudAlert } from 'lucide-react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { say } from '../words/say.ts'
import { Place } from './place.tsx'

interface PendingProps {
  readonly error: unknown
  readonly reset: () => void
}

/** In the place of a whole screen: until what it shows is there, or where that does not come. */
export const Pending = ({ error, reset }: PendingProps) =>
  error === null ? (
    <Skeleton asScreen />
  ) : (
    <Place title={say('errors.screen')}>
      <div role="alert">
        <EmptyState icon={CloudAlert} title={sentenceOf(error)}>
          <Button kind="primary" onPress={reset}>
            {say('errors.again')}
          </Button>
        </EmptyState>
      </div>
    </Place>
  )
