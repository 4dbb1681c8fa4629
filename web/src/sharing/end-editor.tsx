import type { Ends } from '@nuage/contract/api'
import { useState } from 'react'
import { Button } from '../look/button.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { Editor } from './editor.tsx'
import { endFields, endOf } from './end.ts'
import styles from './panel.module.css'

interface EndEditorProps {
  readonly expires: number | null
  readonly ends: Ends
  /** Opens again what has ended. */
  readonly reactivate?: boolean
  readonly save: (body: { expires: number | null }) => void
  readonly onCancel: () => void
}

/** The day and, if wished, the hour of an end; one is proposed. */
export function EndEditor({ expires, ends, reactivate = false, save, onCancel }: EndEditorProps) {
  const [fields, setFields] = useState(() =>
    endFields(expires === null || reactivate ? ends.proposed : expires),
  )
  const at = endOf(fields)
  return (
    <Editor
      label={say('sharing.link.end').replace('…', '')}
      save={say(reactivate ? 'sharing.edit.reactivate' : 'sharing.edit.save')}
      onSave={() => {
        if (at !== undefined) save({ expires: at })
      }}
      onCancel={onCancel}
      more={
        ends.latest === null && (
          <Button small onPress={() => save({ expires: null })}>
            {say('sharing.edit.no-end')}
          </Button>
        )
      }
    >
      <div className={styles.pair}>
        <Field
          label={say('sharing.edit.day')}
          type="date"
          value={fields.day}
          onChange={(day) => setFields({ ...fields, day })}
          isRequired
          autoFocus
        />
        <Field
          label={say('sharing.edit.hour')}
          type="time"
          value={fields.hour}
          onChange={(hour) => setFields({ ...fields, hour })}
        />
      </div>
    </Editor>
  )
}
