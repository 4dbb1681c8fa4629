import { CloudAlert } from 'lucide-react'
import { Banner } from '../look/banner.tsx'
import { Button } from '../look/button.tsx'
import { say } from '../words/say.ts'
import { useMissing } from './missing.ts'
import { reload } from './reload.ts'

/** Says once for all of them that parts around the page did not come; they come by themselves when the line is back. */
export function MissingBar() {
  const parts = useMissing()
  if (parts.length === 0) return null
  const isStuck = parts.some((part) => part.isStuck)
  const again = (): void => {
    for (const part of parts) part.again()
  }
  return (
    <div data-missing>
      <Banner
        icon={CloudAlert}
        act={
          <Button small onPress={isStuck ? reload : again}>
            {isStuck ? say('live.reload') : say('errors.again')}
          </Button>
        }
      >
        {isStuck ? say('errors.part') : say('errors.line')}
      </Banner>
    </div>
  )
}
