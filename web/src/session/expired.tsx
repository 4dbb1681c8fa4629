import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { say } from '../words/say.ts'
import { isEnded, lookWho, onEnded, SIGNED_IN_CHANNEL } from './ended.ts'
import { path } from './session.ts'

const SIGN_IN = `/login?${new URLSearchParams({ redirect_url: '/signed-in' })}`
const LOOK_MS = 3_000

/** Asks to sign in again in another window, while everything here stays as it is and then goes on by itself. */
export function SessionExpired() {
  const ended = useSyncExternalStore(onEnded, isEnded)
  return ended ? <SignInAgain /> : null
}

function SignInAgain() {
  const [opened, setOpened] = useState<'no' | 'yes' | 'blocked'>('no')
  const [other, setOther] = useState<string>()
  useEffect(() => {
    const look = async (): Promise<void> => {
      try {
        const { found, name } = await lookWho()
        setOther(found === 'somebody-else' ? name : undefined)
      } catch {
        // No answer: it is asked again.
      }
    }
    const channel = new BroadcastChannel(SIGNED_IN_CHANNEL)
    channel.onmessage = look
    window.addEventListener('focus', look)
    const timer = setInterval(look, LOOK_MS)
    return () => {
      channel.close()
      window.removeEventListener('focus', look)
      clearInterval(timer)
    }
  }, [])
  const open = (): void => {
    const opening = window.open(path(SIGN_IN), 'nuage-sign-in', 'width=520,height=720')
    setOpened(opening === null ? 'blocked' : 'yes')
  }
  if (other !== undefined)
    return (
      <Dialog
        {...{ title: say('live.ended.title'), isOpen: true, role: 'alertdialog' as const }}
        onClose={() => setOther(undefined)}
        acts={
          <Button kind="primary" autoFocus onPress={() => location.reload()}>
            {say('live.ended.other-reload')}
          </Button>
        }
      >
        <p>{say('live.ended.other', { name: other })}</p>
      </Dialog>
    )
  return (
    <Dialog
      {...{ title: say('live.ended.title'), isOpen: true, role: 'alertdialog' as const, onClose: open }}
      acts={
        <Button kind="primary" autoFocus onPress={open}>
          {say('live.ended.open')}
        </Button>
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
