import type { Box, Item, ProposedPassword } from '@nuage/contract/api'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Checkbox } from '../look/checkbox.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { refreshSharing } from '../sharing/access.ts'
import { copyLater } from '../sharing/clipboard.ts'
import { type EndFields, endFields } from '../sharing/end.ts'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'
import { Made } from './made.tsx'
import { type BoxFields, type Wrong, wishOf, wrongIn } from './wish.ts'

const WEEK = 7 * 86_400
const NO_TIME: EndFields = { day: '', hour: '' }

const proposePassword = async (): Promise<string> =>
  (await call<ProposedPassword>('POST', '/links/password')).password

const begin = (): BoxFields => ({
  ...{ title: '', instructions: '', opens: NO_TIME, late: true, named: true, password: '' },
  ...{ mostFiles: '', mostSize: '', types: '' },
  closes: { ...endFields(Date.now() / 1000 + WEEK), hour: '23:59' },
})

/** In a folder of its own, so that nothing else is among what comes in. */
async function makeBox(parent: number, fields: BoxFields): Promise<Box> {
  const { title, ...wish } = wishOf(fields)
  const body = { name: title.replaceAll('/', '-'), onClash: 'keep-both' }
  const folder = await call<Item>('POST', `/folders/${parent}/folders`, { body })
  return await call<Box>('POST', '/boxes', { body: { folder: folder.id, title, ...wish } })
}

interface NewBoxDialogProps {
  /** Id of the folder in which that of the box is made. */
  readonly folder: number
  readonly close: () => void
}

/** Everything about a new box in one dialog; only its title has to be said. It ends on the link, which is copied. */
export function NewBoxDialog({ folder, close }: NewBoxDialogProps) {
  const [fields, setFields] = useState(begin)
  const [wrong, setWrong] = useState<Wrong>()
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<{ box: Box; copied: boolean }>()
  const title = useRef<HTMLInputElement>(null)
  const set = (change: Partial<BoxFields>): void => setFields((now) => ({ ...now, ...change }))
  useEffect(() => {
    title.current?.focus()
    // A password is proposed, as the guides advise one; who wants none empties the field.
    proposePassword().then(
      (password) => setFields((now) => (now.password === '' ? { ...now, password } : now)),
      () => {},
    )
  }, [])

  async function make(event?: FormEvent): Promise<void> {
    event?.preventDefault()
    const first = wrongIn(fields)
    setWrong(first)
    if (first === 'title') title.current?.focus()
    if (first !== undefined || busy) return
    setBusy(true)
    setFailure('')
    const making = makeBox(folder, fields)
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
    <Dialog
      {...{ isOpen: true, wide: true, title: say('boxes.dialog.title'), onClose: close }}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button kind="primary" isDisabled={busy} onPress={() => void make()}>
            {say('boxes.dialog.make')}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void make(event)}>
        <p className={styles.quiet}>{say('boxes.dialog.lead')}</p>
        <Field
          {...{ label: say('boxes.dialog.name'), hint: say('boxes.dialog.name-hint'), inputRef: title }}
          {...{ value: fields.title, onChange: (text) => set({ title: text }), maxLength: 200 }}
          error={wrong === 'title' ? say('boxes.dialog.name-missing') : undefined}
        />
        <Field
          {...{ label: say('boxes.dialog.instructions'), hint: say('boxes.dialog.instructions-hint') }}
          {...{ multiline: true, value: fields.instructions, maxLength: 4_000 }}
          onChange={(instructions) => set({ instructions })}
        />
        <Moment name="opens" value={fields.opens} onChange={(opens) => set({ opens })} />
        <Moment name="closes" value={fields.closes} onChange={(closes) => set({ closes })} />
        <Field
          {...{ label: say('boxes.dialog.password'), hint: say('boxes.dialog.password-hint') }}
          {...{ value: fields.password, maxLength: 1_024, autoComplete: 'off', spellCheck: 'false' as const }}
          onChange={(password) => set({ password })}
          after={
            <Button onPress={() => void proposePassword().then((password) => set({ password }))}>
              {say('boxes.dialog.propose')}
            </Button>
          }
        />
        <Limits {...{ fields, set, wrong }} />
        {failure !== '' && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}

interface MomentProps {
  readonly name: 'opens' | 'closes'
  readonly value: EndFields
  onChange(value: EndFields): void
}

const Moment = ({ name, value, onChange }: MomentProps) => (
  <div className={styles.pair}>
    <Field
      {...{ label: say(`boxes.dialog.${name}-day`), type: 'date', value: value.day }}
      onChange={(day) => onChange({ ...value, day })}
    />
    <Field
      {...{ label: say(`boxes.dialog.${name}-hour`), type: 'time', value: value.hour }}
      onChange={(hour) => onChange({ ...value, hour })}
    />
  </div>
)

interface LimitsProps {
  readonly fields: BoxFields
  readonly wrong: Wrong | undefined
  set(change: Partial<BoxFields>): void
}

const Limits = ({ fields, wrong, set }: LimitsProps) => (
  <details className={styles.limits} open={wrong === 'mostFiles' || wrong === 'mostSize' || undefined}>
    <summary>{say('boxes.dialog.limits')}</summary>
    <div className={styles.form}>
      <Checkbox isSelected={fields.late} onChange={(late) => set({ late })}>
        {say('boxes.dialog.late')}
      </Checkbox>
      <Checkbox isSelected={fields.named} onChange={(named) => set({ named })}>
        {say('boxes.dialog.named')}
      </Checkbox>
      <Field
        {...{ label: say('boxes.dialog.most-files'), inputMode: 'numeric' as const, value: fields.mostFiles }}
        onChange={(mostFiles) => set({ mostFiles })}
        error={wrong === 'mostFiles' ? say('boxes.dialog.number') : undefined}
      />
      <Field
        {...{ label: say('boxes.dialog.most-size'), inputMode: 'decimal' as const, value: fields.mostSize }}
        onChange={(mostSize) => set({ mostSize })}
        error={wrong === 'mostSize' ? say('boxes.dialog.number') : undefined}
      />
      <Field
        {...{ label: say('boxes.dialog.types'), hint: say('boxes.dialog.types-hint'), value: fields.types }}
        onChange={(types) => set({ types })}
      />
    </div>
  </details>
)
