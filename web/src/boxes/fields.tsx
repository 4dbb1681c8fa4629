import type { ReactNode, RefObject } from 'react'
import { Checkbox } from '../look/checkbox.tsx'
import { Field } from '../look/field.tsx'
import { Select } from '../look/select.tsx'
import type { EndFields } from '../sharing/index.ts'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'
import type { BoxFields, Wrong } from './wish.ts'

export interface FieldsProps {
  readonly fields: BoxFields
  readonly wrong: Wrong | undefined
  set(change: Partial<BoxFields>): void
}

interface BoxFormProps extends FieldsProps {
  /** Beneath the title, such as which folder fills. */
  readonly place?: ReactNode
  readonly password: ReactNode
  readonly titleRef: RefObject<HTMLInputElement | null>
  readonly titleHint: string
}

/** Everything about a box, whether it is new or changed. */
export function BoxForm({ fields, wrong, set, place, password, titleRef, titleHint }: BoxFormProps) {
  return (
    <>
      <Field
        {...{ label: say('boxes.dialog.name'), hint: titleHint, inputRef: titleRef }}
        {...{ value: fields.title, onChange: (title) => set({ title }), maxLength: 200 }}
        error={wrong === 'title' ? say('boxes.dialog.name-missing') : undefined}
      />
      {place}
      <Field
        {...{ label: say('boxes.dialog.instructions'), hint: say('boxes.dialog.instructions-hint') }}
        {...{ multiline: true, value: fields.instructions, maxLength: 4_000 }}
        onChange={(instructions) => set({ instructions })}
      />
      <Moment name="opens" value={fields.opens} onChange={(opens) => set({ opens })} />
      <Moment name="closes" value={fields.closes} onChange={(closes) => set({ closes })} />
      {password}
      <Select
        label={say('boxes.dialog.notices')}
        value={fields.notices}
        onChange={(notices) => set({ notices })}
        options={(['at-once', 'daily', 'never'] as const).map((id) => ({
          id,
          name: say(`boxes.notices.${id}`),
        }))}
      />
      <Limits {...{ fields, set, wrong }} />
    </>
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

const LIMITS: readonly Wrong[] = ['mostFiles', 'mostSize', 'room']

function Limits({ fields, wrong, set }: FieldsProps) {
  const number = (name: Wrong): string | undefined =>
    wrong === name ? say('boxes.dialog.number') : undefined
  return (
    <details className={styles.limits} open={(wrong !== undefined && LIMITS.includes(wrong)) || undefined}>
      <summary>{say('boxes.dialog.limits')}</summary>
      <div className={styles.form}>
        <Checkbox isSelected={fields.late} onChange={(late) => set({ late })}>
          {say('boxes.dialog.late')}
        </Checkbox>
        <Checkbox isSelected={fields.named} onChange={(named) => set({ named })}>
          {say('boxes.dialog.named')}
        </Checkbox>
        <Field
          {...{
            label: say('boxes.dialog.most-files'),
            inputMode: 'numeric' as const,
            value: fields.mostFiles,
          }}
          onChange={(mostFiles) => set({ mostFiles })}
          error={number('mostFiles')}
        />
        <Field
          {...{ label: say('boxes.dialog.most-size'), inputMode: 'decimal' as const, value: fields.mostSize }}
          onChange={(mostSize) => set({ mostSize })}
          error={number('mostSize')}
        />
        <Field
          {...{ label: say('boxes.dialog.room'), inputMode: 'decimal' as const, value: fields.room }}
          onChange={(room) => set({ room })}
          error={number('room')}
        />
        <Field
          {...{ label: say('boxes.dialog.types'), hint: say('boxes.dialog.types-hint'), value: fields.types }}
          onChange={(types) => set({ types })}
        />
        <Field
          {...{ label: say('boxes.dialog.pattern'), hint: say('boxes.dialog.pattern-hint') }}
          {...{ value: fields.pattern, spellCheck: 'false' as const, autoComplete: 'off' }}
          onChange={(pattern) => set({ pattern })}
        />
      </div>
    </details>
  )
}
