import { useState } from 'react'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { Editor } from './editor.tsx'

interface LabelEditorProps {
  readonly label: string
  readonly save: (body: { label: string }) => void
  readonly onCancel: () => void
}

export function LabelEditor({ label, save, onCancel }: LabelEditorProps) {
  const [text, setText] = useState(label)
  return (
    <Editor
      label={say('sharing.edit.label')}
      save={say('sharing.edit.save')}
      onSave={() => save({ label: text.trim() })}
      onCancel={onCancel}
    >
      <Field
        label={say('sharing.edit.label')}
        hint={say('sharing.edit.label-hint')}
        value={text}
        onChange={setText}
        maxLength={120}
        autoFocus
      />
    </Editor>
  )
}
