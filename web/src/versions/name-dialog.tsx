import type { ItemDetails, Version } from '@nuage/contract/api'
import { type FormEvent, useId, useState } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { name } from './acts.ts'

interface NameDialogProps {
  readonly item: ItemDetails
  readonly version: Version
  readonly onClose: () => void
}

/** A version with a name is kept when others are thinned. */
export function NameDialog({ item, version, onClose }: NameDialogProps) {
  const form = useId()
  const [label, setLabel] = useState(version.label)
  const [fault, setFault] = useState('')
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await name(item, version, label.trim())
      onClose()
    } catch (error) {
      setFault(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title={say('versions.name-title')}
      isOpen
      onClose={onClose}
      acts={
        <>
          <Button onPress={onClose}>{say('look.cancel')}</Button>
          <Button kind="primary" type="submit" form={form}>
            {say('versions.name-do')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void send(event)}>
        <Field
          label={say('versions.label')}
          hint={say('versions.label-hint')}
          value={label}
          onChange={setLabel}
          error={fault}
          autoFocus
          maxLength={200}
        />
      </form>
    </Dialog>
  )
}
