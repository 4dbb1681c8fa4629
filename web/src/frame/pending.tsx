import { CloudAlert } from 'lucide-react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { say } from '../words/say.ts'
import { Place } from './place.tsx'
import { reload } from './reload.ts'
import { useAgain } from './use-again.ts'

interface PendingProps {
  readonly error: unknown
  readonly reset: () => void
}

/** In the place of a whole screen: until what it shows is there, or where that does not come. */
export function Pending({ error, reset }: PendingProps) {
  const { again, isStuck } = useAgain(error, reset)
  if (error === null) return <Skeleton asScreen />
  return (
    <Place title={say('errors.screen')}>
      <div role="alert">
        <EmptyState icon={CloudAlert} title={isStuck ? say('errors.part') : sentenceOf(error)}>
          <Button kind="primary" onPress={isStuck ? reload : again}>
            {isStuck ? say('live.reload') : say('errors.again')}
          </Button>
        </EmptyState>
      </div>
    </Place>
  )
}
