import type { Box } from '@nuage/contract/api'
import { useState } from 'react'
import { boxPath } from '../address/go.ts'
import { router } from '../address/routes.tsx'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { path } from '../session/session.ts'
import { CodeDialog, copyText } from '../sharing/index.ts'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'
import { hoursWords } from './hours.ts'

interface MadeProps {
  readonly box: Box
  readonly copied: boolean
  /** As it was typed: it is not shown again. */
  readonly password: string
  readonly close: () => void
}

/** What to hand on: the link, the code, the password, and how the guides want it to be done. */
export function Made({ box, copied: copiedAtOnce, password, close }: MadeProps) {
  const [copied, setCopied] = useState(copiedAtOnce)
  const [code, setCode] = useState(false)
  const see = (): void => {
    close()
    router.history.push(path(boxPath(box.id)))
  }
  const isEarly = box.hours === 'early'
  if (code) return <CodeDialog link={box.link} onClose={() => setCode(false)} />
  return (
    <Dialog
      {...{ isOpen: true, title: say(isEarly ? 'boxes.made.title-early' : 'boxes.made.title') }}
      onClose={close}
      acts={
        <>
          <Button onPress={see}>{say('boxes.made.see')}</Button>
          <Button kind="primary" autoFocus onPress={close}>
            {say('boxes.made.done')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {isEarly && <p>{hoursWords(box)}</p>}
        <p role="status">{say(copied ? 'boxes.made.copied' : 'boxes.made.not-copied')}</p>
        <Field
          {...{ label: say('boxes.made.address'), value: box.link.url, isReadOnly: true }}
          after={
            <Button onPress={() => void copyText(box.link.url).then(setCopied)}>
              {say('boxes.made.copy')}
            </Button>
          }
        />
        {password !== '' && <p>{say('boxes.made.password', { password })}</p>}
        <div>
          <Button onPress={() => setCode(true)}>{say('boxes.made.code')}</Button>
        </div>
        <p className={styles.quiet}>{say('boxes.made.advice')}</p>
      </div>
    </Dialog>
  )
}
