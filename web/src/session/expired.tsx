import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { say } from '../words/say.ts'
import { endedNow, followWindows, onEnded, putOff, watchForReturn } from './ended.ts'
import { path } from './session.ts'

const SIGN_IN = `/login?${new URLSearchParams({ redirect_url: '/signed-in' })}`

/** Asks to sign in again in another window, while everything here stays as it is and then goes on by itself. */
export function SessionExpired() {
  const ended = useSyncExternalStore(onEnded, endedNow)
  const isEnded = ended !== undefined
  useEffect(followWindows, [])
  useEffect(() => (isEnded ? watchForReturn() : undefined), [isEnded])
  if (ended === undefined) return null
  if (ended.other !== undefined) return <SomebodyElse name={ended.other} />
  return ended.isPutOff ? null : <SignInAgain />
}

/** Covers what is not theirs. */
const SomebodyElse = ({ name }: { readonly name: string }) => (
  <Dialog
    {...{ isOpen: true, covers: true, role: 'alertdialog' as const, title: say('live.ended.other-title') }}
    acts={
      <Button kind="primary" autoFocus onPress={() => location.reload()}>
        {say('live.ended.other-reload')}
      </Button>
    }
  >
    <p>{say('live.ended.other', { name })}</p>
  </Dialog>
)

function SignInAgain() {
  const [opened, setOpened] = useState<'no' | 'yes' | 'blocked'>('no')
  const open = (): void => {
    const opening = window.open(path(SIGN_IN), 'nuage-sign-in', 'width=520,height=720')
    setOpened(opening === null ? 'blocked' : 'yes')
  }
  return (
    <Dialog
      {...{ title: say('live.ended.title'), isOpen: true, role: 'alertdialog' as const, onClose: putOff }}
      acts={
        <>
          <Button onPress={putOff}>{say('live.ended.later')}</Button>
          <Button kind="primary" autoFocus onPress={open}>
            {say('live.ended.open')}
          </Button>
        </>
      }
    >
      <p>{say('live.ended.text')}</p>
      {opened === 'yes' && <p role="status">{say('live.ended.waiting')}</p>}
      {opened === 'blocked' && (
        <p role="status">
          {say('live.ended.blocked')}{' '}
          <a href={path(SIGN_IN)} target="nuage-sign-in" rel="opener">
            {say('live.ended.open')}
          </a>
        </p>
      )}
    </Dialog>
  )
}
