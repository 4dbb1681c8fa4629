import { useState } from 'react'
import { call } from '../../api/call.ts'
import { client } from '../../api/client.ts'
import { keys } from '../../api/keys.ts'
import { Problem } from '../../api/problem.ts'
import { sentenceOf } from '../../api/sentence.ts'
import { Button } from '../../look/button.tsx'
import { Dialog } from '../../look/dialog.tsx'
import { Field } from '../../look/field.tsx'
import { show } from '../../look/overlays.tsx'
import { toast } from '../../look/toast.tsx'
import { path, session } from '../../session/session.ts'
import { say } from '../../words/say.ts'
import styles from './security.module.css'

type Part = 'current' | 'password' | 'again'
type Faults = Partial<Record<Part, string>>

/** Where what went wrong is said: beside the field that can mend it. */
function faultOf(error: unknown): Faults {
  if (error instanceof Problem && error.reason === 'credentials-wrong')
    return { current: say('account.security.password-wrong') }
  if (error instanceof Problem && error.reason.startsWith('password-')) return { password: error.title }
  return { current: sentenceOf(error) }
}

function PasswordDialog({ close }: { readonly close: () => void }) {
  const [typed, setTyped] = useState<Record<Part, string>>({ current: '', password: '', again: '' })
  const [faults, setFaults] = useState<Faults>({})
  const [isSent, setSent] = useState(false)
  const send = async (): Promise<void> => {
    if (typed.password !== typed.again) {
      setFaults({ again: say('account.security.password-differs') })
      return
    }
    setSent(true)
    try {
      const { current, password } = typed
      await call('PUT', '/me/security/password', { body: { current, password } })
      close()
      toast({ text: say('account.security.password-changed') })
      await client.invalidateQueries({ queryKey: keys.sessions })
    } catch (error) {
      if (error instanceof Problem && error.reason === 'second-factor-first')
        location.assign(
          `${path('/login/second')}?${new URLSearchParams({ redirect_url: location.pathname })}`,
        )
      setFaults(faultOf(error))
    }
    setSent(false)
  }
  const field = (part: Part, autoComplete: string, hint?: string) => (
    <Field
      label={say(`account.security.password-${part}`)}
      type="password"
      maxLength={1024}
      validationBehavior="aria"
      autoFocus={part === 'current'}
      value={typed[part]}
      error={faults[part]}
      onChange={(text) => {
        setTyped({ ...typed, [part]: text })
        setFaults({ ...faults, [part]: undefined })
      }}
      {...{ autoComplete, hint }}
    />
  )
  return (
    <Dialog
      title={say('account.security.password-change')}
      isOpen
      onClose={close}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button
            kind="primary"
            type="submit"
            form="password"
            isDisabled={isSent || Object.values(typed).includes('')}
          >
            {say('account.security.password-save')}
          </Button>
        </>
      }
    >
      <p>{say('account.security.password-text')}</p>
      <form
        id="password"
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {/* Which account it is of, for what keeps passwords. */}
        <input type="text" autoComplete="username" value={session().person.id} readOnly hidden />
        {field('current', 'current-password')}
        {field('password', 'new-password', say('account.security.password-rule'))}
        {field('again', 'new-password')}
      </form>
    </Dialog>
  )
}

/** Asks for another password in place of the one there is. */
export function changePassword(): void {
  show((close) => <PasswordDialog close={close} />)
}
