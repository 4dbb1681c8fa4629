import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { freeName, nameFault } from '../acts/name-fault.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { toast } from '../look/toast.tsx'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'
import { folderQuery } from './folder-query.ts'
import { makeDocument, makeFolderHere } from './make.ts'
import { markNew } from './mark-new.ts'

interface NewItemDialogProps {
  readonly kind: 'folder' | 'document'
  readonly folder: number
  readonly close: () => void
}

const ENDING = '.txt'

/** Asks for the name of something new, which is free when the dialog opens. */
export function NewItemDialog({ kind, folder, close }: NewItemDialogProps) {
  const { data: page } = useQuery(folderQuery(folder))
  const taken = new Set(page?.entries.name)
  const isTaken = (name: string): boolean => taken.has(name)
  const usual = kind === 'folder' ? say('folder.new-folder') : `${say('folder.document')}${ENDING}`
  const [name, setName] = useState(() => freeName(usual, isTaken))
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const end = input.current?.value.lastIndexOf('.') ?? -1
    input.current?.focus()
    input.current?.setSelectionRange(
      0,
      kind === 'document' && end > 0 ? end : (input.current?.value.length ?? 0),
    )
  }, [kind])

  async function make(): Promise<void> {
    const wanted = name.trim()
    const fault = nameFault(wanted, session().limits, isTaken)
    if (fault !== null) {
      const { kind: why, ...facts } = fault
      setError(say(`acts.name.${why}`, { ...facts }))
      input.current?.focus()
      return
    }
    setBusy(true)
    try {
      const id = await (kind === 'folder' ? makeFolderHere(folder, wanted) : makeDocument(page!, wanted))
      markNew(id)
      toast({ text: say('folder.made', { name: wanted }) })
      close()
    } catch (failure) {
      setError(sentenceOf(failure))
      setBusy(false)
    }
  }

  return (
    <Dialog
      isOpen
      title={say(`folder.new-${kind}`)}
      onClose={close}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button kind="primary" isDisabled={busy || page === undefined} onPress={() => void make()}>
            {say('folder.make')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <Field
          inputRef={input}
          label={say(`folder.new-${kind}-name`)}
          value={name}
          error={error}
          onChange={(text) => {
            setName(text)
            setError('')
          }}
        />
      </form>
    </Dialog>
  )
}
