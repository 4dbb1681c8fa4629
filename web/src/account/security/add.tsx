import type { PasskeyOptions, RecoveryCodes, Security, TotpOffer } from '@nuage/contract/api'
import { startRegistration } from '@simplewebauthn/browser'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { client } from '../../api/client.ts'
import { keys } from '../../api/keys.ts'
import { Problem } from '../../api/problem.ts'
import { sentenceOf } from '../../api/sentence.ts'
import { Button } from '../../look/button.tsx'
import { CopyField } from '../../look/copy-field.tsx'
import { Dialog } from '../../look/dialog.tsx'
import { Field } from '../../look/field.tsx'
import { show } from '../../look/overlays.tsx'
import { SquareCode } from '../../look/square-code.tsx'
import { toast } from '../../look/toast.tsx'
import { say } from '../../words/say.ts'
import { showCodes } from './codes.tsx'
import { whenConfirmed } from './confirm.tsx'
import styles from './security.module.css'

/** What was added is told, its codes are shown, and the lists are asked again. */
export async function changed(said: string, codes: readonly string[] = []): Promise<void> {
  toast({ text: said })
  showCodes(codes)
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.security }),
    client.invalidateQueries({ queryKey: keys.sessions }),
  ])
}

interface Form {
  readonly title: string
  readonly submit: string
  readonly close: () => void
  /** @throws what is told beside the field. */
  readonly send: (typed: string) => Promise<void>
  readonly label: string
  readonly hint?: string
  readonly digits?: boolean
  readonly failed?: string
  readonly children: React.ReactNode
}

/** A dialog with one field, which says what was wrong with it. */
function OneField({ title, submit, close, send, label, hint, digits, failed, children }: Form) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string>()
  const act = async (): Promise<void> => {
    try {
      await send(typed)
      close()
    } catch (error) {
      setWrong(error instanceof Problem || failed === undefined ? sentenceOf(error) : failed)
    }
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={close}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button kind="primary" type="submit" form="one-field" isDisabled={typed.trim() === ''}>
            {submit}
          </Button>
        </>
      }
    >
      {children}
      <form
        id="one-field"
        onSubmit={(event) => {
          event.preventDefault()
          void act()
        }}
      >
        <Field
          {...{ label, hint, value: typed, error: wrong, maxLength: 64, autoFocus: true }}
          {...(digits
            ? { autoComplete: 'one-time-code', inputMode: 'numeric' as const }
            : { autoComplete: 'off' })}
          onChange={(text) => {
            setTyped(text)
            setWrong(undefined)
          }}
          validationBehavior="aria"
        />
      </form>
    </Dialog>
  )
}

const AppDialog = ({ offer, close }: { readonly offer: TotpOffer; readonly close: () => void }) => (
  <OneField
    title={say('account.security.app')}
    submit={say('account.security.verify')}
    label={say('account.security.code')}
    digits
    close={close}
    send={async (code) => {
      const body = { sealed: offer.sealed, code: code.replace(/\s/g, '') }
      const { codes } = await call<RecoveryCodes>('PUT', '/me/security/totp', { body })
      await changed(say('account.security.app-set'), codes)
    }}
  >
    <ol className={styles.steps}>
      <li>{say('account.security.install')}</li>
      <li>{say('account.security.scan')}</li>
      <li>{say('account.security.type')}</li>
    </ol>
    <SquareCode box={offer.box} path={offer.path} label={say('account.security.qr')} />
    <CopyField label={say('account.security.secret')} value={offer.text} />
  </OneField>
)

const KeyDialog = ({ close }: { readonly close: () => void }) => (
  <OneField
    title={say('account.security.key-add')}
    submit={say('account.security.key-add')}
    label={say('account.security.key-name')}
    hint={say('account.security.key-name-text')}
    failed={say('account.security.key-failed')}
    close={close}
    send={async (name) => {
      const { options } = await call<PasskeyOptions>('POST', '/me/security/passkeys/offer')
      const answer = JSON.stringify(await startRegistration({ optionsJSON: JSON.parse(options) }))
      const { codes } = await call<RecoveryCodes>('POST', '/me/security/passkeys', { body: { name, answer } })
      await changed(say('account.security.key-added'), codes)
    }}
  >
    <p>{say('account.security.key-text')}</p>
  </OneField>
)

const tell = (error: unknown): void => void toast({ text: sentenceOf(error), tone: 'loss' })

export async function addApp(security: Security): Promise<void> {
  try {
    const ask = () => call<TotpOffer>('POST', '/me/security/totp/offer')
    const offer = await whenConfirmed(security, ask)
    if (offer !== undefined) show((close) => <AppDialog offer={offer} close={close} />)
  } catch (error) {
    tell(error)
  }
}

/** The first offer tells whether a proof is needed; the dialog asks for one that is fresh. */
export async function addKey(security: Security): Promise<void> {
  try {
    const ask = () => call<PasskeyOptions>('POST', '/me/security/passkeys/offer')
    if ((await whenConfirmed(security, ask)) !== undefined) show((close) => <KeyDialog close={close} />)
  } catch (error) {
    tell(error)
  }
}
