import { Button } from '../look/button.tsx'
import { ConfirmDialog } from '../look/dialog.tsx'
import { show } from '../look/overlays.tsx'
import { type Answer, answer } from '../shared/index.ts'
import { say } from '../words/say.ts'
import type { Answerable } from './answers-to.ts'
import styles from './notifications.module.css'

interface AnswersProps {
  readonly given: Answerable
  /** Of the list in which it is told. */
  close(): void
  dismiss(): void
}

/** Beneath what somebody gave: to take it, or to decline it. */
export function Answers({ given, close, dismiss }: AnswersProps) {
  const send = async (what: Answer): Promise<void> => {
    if (await answer(given, what)) dismiss()
  }
  const decline = (): void => {
    if (!given.isThere) {
      void send('leave')
      return
    }
    close()
    show((end) => (
      <ConfirmDialog
        isOpen
        danger
        title={say('acts.remove.leave-title', { name: given.name, count: 1 })}
        confirm={say('shared.offers.leave')}
        onConfirm={() => void send('leave')}
        onClose={end}
      >
        <p>{say('acts.remove.leave-one', { name: given.name, owner: given.owner })}</p>
      </ConfirmDialog>
    ))
  }
  return (
    <div className={styles.answers}>
      {given.answers.map((one) => (
        <Button
          key={one}
          small
          kind={one === 'accept' ? 'primary' : 'plain'}
          aria-label={say(`shared.offers.${one}-of`, { name: given.name })}
          onPress={one === 'leave' ? decline : () => void send(one)}
        >
          {say(`shared.offers.${one}`)}
        </Button>
      ))}
    </div>
  )
}
