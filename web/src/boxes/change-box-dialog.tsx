import type { Box } from '@nuage/contract/api'
import { useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Checkbox } from '../look/checkbox.tsx'
import { toast } from '../look/toast.tsx'
import { refreshSharing } from '../sharing/index.ts'
import { say } from '../words/say.ts'
import { BoxDialog, PasswordField } from './box-dialog.tsx'
import { BoxForm } from './fields.tsx'
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

  async function save(): Promise<void> {
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
    <BoxDialog
      {...{ title: say('boxes.change.title'), act: say('boxes.change.save'), busy, failure, close }}
      onAct={() => void save()}
    >
      <BoxForm
        {...{ fields, wrong, set, titleRef: title, titleHint: say('boxes.change.title-hint') }}
        password={
          <>
            {!unprotect && (
              <PasswordField
                label={say(box.link.password ? 'boxes.change.password-new' : 'boxes.dialog.password')}
                hint={say(box.link.password ? 'boxes.change.password-hint' : 'boxes.dialog.password-hint')}
                value={fields.password}
                onChange={(password) => set({ password })}
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
    </BoxDialog>
  )
}
