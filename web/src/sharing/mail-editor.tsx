import type { Link, SentLetter } from '@nuage/contract/api'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Field } from '../look/field.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { copyText } from './clipboard.ts'
import { Editor } from './editor.tsx'

interface MailEditorProps {
  readonly link: Link
  readonly onDone: () => void
}

/** Sends the link, or shows the letter to be copied where nobody sends any. */
export function MailEditor({ link, onDone }: MailEditorProps) {
  const [to, setTo] = useState(link.to ?? '')
  const [error, setError] = useState<string>()
  const [letter, setLetter] = useState<SentLetter>()
  const send = async (): Promise<void> => {
    try {
      const sent = await call<SentLetter>('POST', `/links/${link.id}/letters`, { body: { to } })
      if (sent.state === 'kept') return setLetter(sent)
      toast({ text: say('sharing.edit.sent', { address: to }) })
      onDone()
    } catch (failure) {
      setError(sentenceOf(failure))
    }
  }
  const copy = async (text: string): Promise<void> => {
    if (await copyText(text)) toast({ text: say('sharing.edit.text-copied') })
  }
  return (
    <Editor
      label={say('sharing.link.mail').replace('…', '')}
      save={say('sharing.edit.send')}
      onSave={() => void send()}
      onCancel={onDone}
      more={
        letter !== undefined && (
          <Button small onPress={() => void copy(letter.text)}>
            {say('sharing.edit.copy-text')}
          </Button>
        )
      }
    >
      <Field
        label={say('sharing.edit.mail')}
        hint={say('sharing.edit.mail-hint')}
        error={error}
        type="email"
        value={to}
        onChange={setTo}
        maxLength={254}
        autoFocus
      />
      {letter !== undefined && (
        <Field
          label={say('sharing.edit.text')}
          hint={say('sharing.edit.text-hint')}
          value={letter.text}
          multiline
          isReadOnly
        />
      )}
    </Editor>
  )
}
