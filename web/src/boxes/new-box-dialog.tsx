import type { Box, Item } from '@nuage/contract/api'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { session } from '../session/session.ts'
import { copyLater, refreshSharing } from '../sharing/index.ts'
import { say } from '../words/say.ts'
import { BoxDialog, PasswordField } from './box-dialog.tsx'
import styles from './boxes.module.css'
import { BoxForm } from './fields.tsx'
import { type Filled, FolderChoice } from './folder-choice.tsx'
import { Made } from './made.tsx'
import { proposePassword } from './propose-password.ts'
import { type BoxFields, newFields, type Wrong, wishOf, wrongIn } from './wish.ts'

/** In a folder that is there, or in one of its own. */
async function makeBox(parent: number, known: Filled | null, fields: BoxFields): Promise<Box> {
  const { title, ...wish } = wishOf(fields)
  const body = { name: title.replaceAll('/', '-'), onClash: 'keep-both' }
  const folder = known ?? (await call<Item>('POST', `/folders/${parent}/folders`, { body }))
  return await call<Box>('POST', '/boxes', { body: { folder: folder.id, title, ...wish } })
}

interface NewBoxDialogProps {
  /** Id of the folder in which that of the box is made. */
  readonly folder: number
  /** The folder that it is opened on, where one was named. */
  readonly on?: Filled
  readonly close: () => void
}

/** Everything about a new box in one dialog; only its title has to be said. It ends on the link, which is copied. */
export function NewBoxDialog({ folder, on, close }: NewBoxDialogProps) {
  const [fields, setFields] = useState((): BoxFields => ({ ...newFields(), title: on?.name ?? '' }))
  const [known, setKnown] = useState<Filled | null>(on ?? null)
  const [wrong, setWrong] = useState<Wrong>()
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<{ box: Box; copied: boolean }>()
  const title = useRef<HTMLInputElement>(null)
  const set = (change: Partial<BoxFields>): void => setFields((now) => ({ ...now, ...change }))
  const choose = useCallback((chosen: Filled | null): void => {
    setKnown(chosen)
    // What is not called yet is called as its folder is.
    if (chosen !== null && chosen.id !== session().root)
      setFields((now) => (now.title.trim() === '' ? { ...now, title: chosen.name } : now))
  }, [])
  useEffect(() => {
    title.current?.focus()
    // A password is proposed, as the guides advise one; who wants none empties the field.
    proposePassword().then(
      (password) => setFields((now) => (now.password === '' ? { ...now, password } : now)),
      () => {},
    )
  }, [])

  async function make(): Promise<void> {
    const first = wrongIn(fields)
    setWrong(first)
    if (first === 'title') title.current?.focus()
    if (first !== undefined || busy) return
    setBusy(true)
    setFailure('')
    const making = makeBox(folder, known, fields)
    try {
      const copied = await copyLater(making.then(({ link }) => link.url))
      setMade({ box: await making, copied })
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
      void refreshSharing()
    }
  }

  if (made !== undefined) return <Made {...made} password={fields.password} close={close} />
  return (
    <BoxDialog
      {...{ title: say('boxes.dialog.title'), act: say('boxes.dialog.make'), busy, failure, close }}
      onAct={() => void make()}
    >
      <p className={styles.quiet}>{say('boxes.dialog.lead')}</p>
      <BoxForm
        {...{ fields, wrong, set, titleRef: title, titleHint: say('boxes.dialog.name-hint') }}
        place={<FolderChoice chosen={known} start={folder} onChoose={choose} />}
        password={
          <PasswordField
            {...{ label: say('boxes.dialog.password'), hint: say('boxes.dialog.password-hint') }}
            value={fields.password}
            onChange={(password) => set({ password })}
          />
        }
      />
    </BoxDialog>
  )
}
