import { useState } from 'react'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { Editor } from './editor.tsx'

interface NoteEditorProps {
  readonly note: string
  readonly save: (body: { note: string }) => void
  readonly onCancel: () => void
}

export function NoteEditor({ note, save, onCancel }: NoteEditorProps) {
  const [text, setText] = useState(note)
  return (
    <Editor
      label={say('sharing.edit.note')}
      save={say('sharing.edit.save')}
      onSave={() => save({ note: text.trim() })}
      onCancel={onCancel}
    >
      <Field
        label={say('sharing.edit.note')}
        hint={say('sharing.edit.note-hint')}
        value={text}
        onChange={setText}
        maxLength={4000}
        multiline
        autoFocus
      />
    </Editor>
  )
}
