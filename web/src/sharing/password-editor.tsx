import type { ProposedPassword } from '@nuage/contract/api'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { Editor } from './editor.tsx'

interface PasswordEditorProps {
  /** Whether there is one already, and whether it may be taken away. */
  readonly has: boolean
  readonly needed: boolean
  /** @returns what is wrong with it. */
  readonly save: (password: string | null) => Promise<string | undefined>
  readonly onCancel: () => void
}

/** Typed, or proposed so that it can be said aloud; shown, since it is going to be told others. */
export function PasswordEditor({ has, needed, save, onCancel }: PasswordEditorProps) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const keep = async (password: string | null): Promise<void> => setError(await save(password))
  const propose = async (): Promise<void> => {
    try {
      setText((await call<ProposedPassword>('POST', '/links/password')).password)
      setError(undefined)
    } catch (failure) {
      setError(sentenceOf(failure))
    }
  }
  return (
    <Editor
      label={say('sharing.edit.password')}
      save={say('sharing.edit.save')}
      onSave={() => void keep(text)}
      onCancel={onCancel}
      more={
        <>
          <Button small onPress={() => void propose()}>
            {say('sharing.edit.propose')}
          </Button>
          {has && !needed && (
            <Button small onPress={() => void keep(null)}>
              {say('sharing.edit.no-password')}
            </Button>
          )}
        </>
      }
    >
      <Field
        label={say('sharing.edit.password')}
        hint={say('sharing.edit.password-hint')}
        error={error}
        value={text}
        onChange={setText}
        maxLength={1024}
        autoComplete="off"
        spellCheck="false"
        autoFocus
      />
    </Editor>
  )
}
