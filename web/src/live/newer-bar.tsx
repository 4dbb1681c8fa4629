import { CloudUpload } from 'lucide-react'
import { reload } from '../frame/reload.ts'
import { Banner } from '../look/banner.tsx'
import { Button } from '../look/button.tsx'
import { ConfirmDialog } from '../look/dialog.tsx'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'
import { isBusy } from './newer.ts'
import { useLive } from './state.ts'

/** What is on its way or was typed is asked about; files that are being sent ask by themselves. */
function reloadUnlessBusy(): void {
  if (!isBusy()) {
    reload()
    return
  }
  show((close) => (
    <ConfirmDialog
      isOpen
      danger
      title={say('live.newer-title')}
      confirm={say('live.reload')}
      onConfirm={reload}
      onClose={close}
    >
      <p>{say('live.newer-lost')}</p>
    </ConfirmDialog>
  ))
}

/** Offers what was deployed meanwhile; never takes it by itself. */
export function NewerBar() {
  const { newer, offlineSince } = useLive()
  if (!newer || offlineSince !== null) return null
  return (
    <Banner
      tone="news"
      icon={CloudUpload}
      act={
        <Button small onPress={reloadUnlessBusy}>
          {say('live.reload')}
        </Button>
      }
    >
      {say('live.newer')}
    </Banner>
  )
}
