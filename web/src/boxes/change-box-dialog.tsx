import type { Box } from '@nuage/contract/api'
import { type FormEvent, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Checkbox } from '../look/checkbox.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { toast } from '../look/toast.tsx'
import { refreshSharing } from '../sharing/index.ts'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'
import { BoxForm } from './fields.tsx'
import { proposePassword } from './propose-password.ts'
import { type BoxFields, changesIn, fieldsOf, type Wrong, wrongIn } from './wish.ts'

interface ChangeBoxDialogProps {
  readonly box: Box
  readonly close: () => void
}

/** The same dialog as for a new box, with how it stands; its address stays. */
export function ChangeBoxDialog({ box, close }: ChangeBoxDialogProps) {
  const [fields, setFields] = useState(() => fieldsOf(box))
  const [unprotect, setUnprotect] = useState(false)
  const [wrong, setWrong] = useState<Wrong>()
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const title = useRef<HTMLInputElement>(null)
  const set = (change: Partial<BoxFields>): void => setFields((now) => ({ ...now, ...change }))

  async function save(event?: FormEvent): Promise<void> {
    event?.preventDefault()
    const first = wrongIn(fields)
    setWrong(first)
    if (first === 'title') title.current?.focus()
    if (first !== undefined || busy) return
    setBusy(true)
    try {
      const body = { ...changesIn(box, fields), ...(unprotect ? { password: null } : {}) }
      if (Object.keys(body).length > 0) await call<Box>('PATCH', `/boxes/${box.id}`, { body })
      toast({ text: say('boxes.change.saved') })
      close()
    } catch (error) {
      setFailure(sentenceOf(error))
      setBusy(false)
    }
    void refreshSharing()
  }

  return (
    <Dialog
      {...{ isOpen: true, wide: true, title: say('boxes.change.title'), onClose: close }}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button kind="primary" isDisabled={busy} onPress={() => void save()}>
            {say('boxes.change.save')}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void save(event)}>
        <BoxForm
          {...{ fields, wrong, set, titleRef: title, titleHint: say('boxes.change.title-hint') }}
          password={
            <>
              {!unprotect && (
                <Field
                  label={say(box.link.password ? 'boxes.change.password-new' : 'boxes.dialog.password')}
                  hint={say(box.link.password ? 'boxes.change.password-hint' : 'boxes.dialog.password-hint')}
                  {...{ value: fields.password, maxLength: 1_024, autoComplete: 'off' }}
                  spellCheck="false"
                  onChange={(password) => set({ password })}
                  after={
                    <Button onPress={() => void proposePassword().then((password) => set({ password }))}>
                      {say('boxes.dialog.propose')}
                    </Button>
                  }
                />
              )}
              {box.link.password && (
                <Checkbox isSelected={unprotect} onChange={setUnprotect}>
                  {say('boxes.change.unprotect')}
                </Checkbox>
              )}
            </>
          }
        />
        {failure !== '' && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}
