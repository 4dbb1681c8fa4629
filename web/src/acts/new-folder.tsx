import type { Item } from '@nuage/contract/api'
import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { makeFolder } from './make-folder.ts'
import styles from './relocate-dialog.module.css'

interface NewFolderProps {
  readonly parent: number
  readonly isDisabled: boolean
  onMade(made: Item): void
}

/** A folder that is wanted where something is to go. */
export function NewFolder({ parent, isDisabled, onMade }: NewFolderProps) {
  const [name, setName] = useState<string | null>(null)
  const [error, setError] = useState('')
  if (name === null)
    return (
      <Button
        small
        kind="quiet"
        icon={FolderPlus}
        className={styles.make}
        isDisabled={isDisabled}
        onPress={() => setName('')}
      >
        {say('folder.new-folder')}
      </Button>
    )
  const make = async (): Promise<void> => {
    try {
      const made = await makeFolder(parent, name.trim() || say('folder.new-folder'))
      setName(null)
      onMade(made)
    } catch (failure) {
      setError(sentenceOf(failure))
    }
  }
  return (
    <form
      className={styles.made}
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <Field
        autoFocus
        label={say('folder.new-folder-name')}
        value={name}
        error={error}
        onChange={(text) => {
          setName(text)
          setError('')
        }}
        after={<Button type="submit">{say('folder.make')}</Button>}
      />
    </form>
  )
}
