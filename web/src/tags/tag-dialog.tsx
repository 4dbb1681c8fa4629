import type { Tag } from '@nuage/contract/api'
import { type FormEvent, useId, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { COLOURS, shownColour } from './colours.ts'
import { create, refreshTagged } from './hang.ts'
import styles from './tag-dialog.module.css'

interface TagDialogProps {
  /** The one to be changed; a new one when absent. */
  readonly tag?: Tag
  readonly onClose: () => void
}

/** Name and colour of a tag. */
export function TagDialog({ tag, onClose }: TagDialogProps) {
  const form = useId()
  const [name, setName] = useState(tag?.name ?? '')
  const [color, setColor] = useState<string>(tag?.color || COLOURS[0])
  const [fault, setFault] = useState('')
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      if (tag === undefined) await create({ name: name.trim(), color })
      else await call<Tag>('PATCH', `/tags/${tag.id}`, { body: { name: name.trim(), color } })
      await refreshTagged()
      onClose()
    } catch (error) {
      setFault(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title={say(tag === undefined ? 'tags.new' : 'tags.change')}
      isOpen
      onClose={onClose}
      acts={
        <>
          <Button onPress={onClose}>{say('look.cancel')}</Button>
          <Button kind="primary" type="submit" form={form} isDisabled={name.trim() === ''}>
            {say(tag === undefined ? 'tags.make' : 'tags.save')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={(event) => void send(event)}>
        <Field
          label={say('tags.name')}
          value={name}
          onChange={setName}
          error={fault}
          autoFocus
          maxLength={64}
        />
        <RadioGroup
          aria-label={say('tags.colour')}
          value={color}
          onChange={setColor}
          orientation="horizontal"
          className={styles.colours ?? ''}
        >
          {COLOURS.map((one) => (
            <Radio
              key={one}
              value={one}
              aria-label={say(`tags.colours.${one}`)}
              className={styles.colour ?? ''}
            >
              <span className={styles.dot} style={{ background: shownColour(one) }} />
            </Radio>
          ))}
        </RadioGroup>
      </form>
    </Dialog>
  )
}
