import type { PasskeyOptions, Security } from '@nuage/contract/api'
import { startAuthentication } from '@simplewebauthn/browser'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { Problem } from '../../api/problem.ts'
import { sentenceOf } from '../../api/sentence.ts'
import { Button } from '../../look/button.tsx'
import { Dialog } from '../../look/dialog.tsx'
import { Field } from '../../look/field.tsx'
import { show } from '../../look/overlays.tsx'
import { path } from '../../session/session.ts'
import { say } from '../../words/say.ts'

interface Asked {
  readonly security: Security
  /** @param proved whether it was; not when the dialog was put away. */
  readonly end: (proved: boolean) => void
}

function ConfirmDialog({ security, end }: Asked) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string>()
  const byPassword = security.password
  const guarded = security.totp !== null || security.codesLeft > 0
  const prove = async (work: () => Promise<void>, failed?: string): Promise<void> => {
    try {
      await work()
      end(true)
    } catch (error) {
      setWrong(error instanceof Problem || failed === undefined ? sentenceOf(error) : failed)
    }
  }
  const send = (): void => {
    const body = byPassword ? { password: typed } : { code: typed }
    void prove(() => call('POST', '/me/security/confirm', { body }))
  }
  const byKey = (): void =>
    void prove(async () => {
      const { options } = await call<PasskeyOptions>('POST', '/me/security/confirm/passkey')
      const answer = await startAuthentication({ optionsJSON: JSON.parse(options) })
      await call('POST', '/me/security/confirm', { body: { passkey: JSON.stringify(answer) } })
    }, say('account.security.key-failed'))
  const field = byPassword || guarded
  return (
    <Dialog
      title={say('account.security.confirm')}
      isOpen
      onClose={() => end(false)}
      acts={
        <>
          <Button onPress={() => end(false)}>{say('look.cancel')}</Button>
          {security.passkeys.length > 0 && (
            <Button onPress={byKey}>{say('account.security.confirm-key')}</Button>
          )}
          {field && (
            <Button kind="primary" type="submit" form="confirm" isDisabled={typed === ''}>
              {say('account.security.confirm-submit')}
            </Button>
          )}
        </>
      }
    >
      <p>{say(field ? 'account.security.confirm-text' : 'account.security.confirm-none')}</p>
      {field && (
        <form
          id="confirm"
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          <Field
            label={say(byPassword ? 'account.security.confirm-password' : 'account.security.confirm-code')}
            type={byPassword ? 'password' : 'text'}
            autoComplete={byPassword ? 'current-password' : 'one-time-code'}
            value={typed}
            onChange={(text) => {
              setTyped(text)
              setWrong(undefined)
            }}
            validationBehavior="aria"
            error={wrong}
            maxLength={1024}
            autoFocus
          />
        </form>
      )}
    </Dialog>
  )
}

const confirmed = (security: Security): Promise<boolean> =>
  new Promise((resolve) =>
    show((close) => (
      <ConfirmDialog
        security={security}
        end={(proved) => {
          close()
          resolve(proved)
        }}
      />
    )),
  )

/**
 * Does what only they may do who proved a short while ago who they are: asks for a proof if there is none.
 * @returns undefined when they put the question away. @throws what the call throws.
 */
export async function whenConfirmed<Answer>(
  security: Security,
  work: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.reason === 'second-factor-first') {
      const to = new URLSearchParams({ redirect_url: location.pathname })
      location.assign(`${path('/login/second')}?${to}`)
      return undefined
    }
    if (error.reason !== 'confirm-first') throw error
    return (await confirmed(security)) ? await work() : undefined
  }
}
