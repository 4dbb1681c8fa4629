import { CloudAlert } from 'lucide-react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'

interface ScreenFailedProps {
  readonly error: unknown
  readonly reset: () => void
}

/** Below the heading of a screen, where what it shows did not come. */
export const ScreenFailed = ({ error, reset }: ScreenFailedProps) => (
  <div role="alert">
    <EmptyState icon={CloudAlert} title={say('errors.screen')} text={sentenceOf(error)}>
      <Button kind="primary" onPress={reset}>
        {say('errors.again')}
      </Button>
    </EmptyState>
  </div>
)
