import { ConfirmDialog } from '../look/dialog.tsx'
import { show } from '../look/overlays.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { lookWho, stopKeeping, tellWindows } from './ended.ts'
import { forget, unfinishedOf } from './kept.ts'
import { path, session } from './session.ts'

/** Leaves, and takes along what this browser keeps of them; asks first if something of it is not finished. */
export async function signOut(): Promise<void> {
  const { uploads, drafts } = await unfinishedOf(session().person.id)
  if (uploads + drafts === 0) return await leave()
  show((close) => (
    <ConfirmDialog
      {...{ isOpen: true, danger: true, title: say('frame.leave.title'), confirm: say('frame.sign-out') }}
      onClose={close}
      onConfirm={() => void leave()}
    >
      {uploads > 0 && <p>{say('frame.leave.uploads', { count: uploads })}</p>}
      {drafts > 0 && <p>{say('frame.leave.drafts', { count: drafts })}</p>}
      <p>{say('frame.leave.hint')}</p>
    </ConfirmDialog>
  ))
}

/** First at the server: as long as that did not work, nothing is forgotten here. */
async function leave(): Promise<void> {
  const person = session().person.id
  const body = new URLSearchParams({ requesttoken: session().requestToken ?? '' })
  try {
    const answer = await fetch(path('/logout'), { method: 'POST', body, credentials: 'same-origin' })
    // Somebody else is signed in by now.
    if (!answer.ok) return void (await lookWho())
  } catch {
    toast({ text: say('errors.line'), tone: 'attention' })
    return
  }
  stopKeeping()
  tellWindows({ kind: 'left', person })
  // A browser that keeps nothing has nothing to forget.
  await forget(person).catch(() => {})
  location.assign(path('/login'))
}
