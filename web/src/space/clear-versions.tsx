import { tellFailure } from '../acts/tell.ts'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { ConfirmDialog } from '../look/dialog.tsx'
import { keepFocus } from '../look/keep-focus.ts'
import { show } from '../look/overlays.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'

async function clear(): Promise<void> {
  try {
    await call('DELETE', '/space/versions')
    toast({ text: say('space.cleared-versions') })
  } catch (error) {
    tellFailure(error)
  }
  await Promise.all(
    [keys.space, ['versions']].map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })),
  )
  keepFocus()
}

/** Asks first: nothing brings them back. */
export function askToClearVersions(): void {
  show((close) => (
    <ConfirmDialog
      isOpen
      danger
      title={say('space.clear-versions-title')}
      confirm={say('space.clear-versions-do')}
      onConfirm={() => void clear()}
      onClose={close}
    >
      <p>{say('space.clear-versions-text')}</p>
    </ConfirmDialog>
  ))
}
