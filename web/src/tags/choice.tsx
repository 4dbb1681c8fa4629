import type { Tag, TagRef } from '@nuage/contract/api'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Checkbox } from '../look/checkbox.tsx'
import { Field } from '../look/field.tsx'
import { say } from '../words/say.ts'
import { Dot } from './chip.tsx'
import { COLOURS } from './colours.ts'
import { create, hang } from './hang.ts'
import styles from './picker.module.css'
import { useTags } from './use-tags.ts'

/** Something, and what hangs on it. */
export interface Bearing {
  readonly id: number
  readonly tags: readonly TagRef[]
}

const folded = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Tags to choose from, by a word of their names; one that is not there yet is made. */
export function Choice({ items }: { readonly items: readonly Bearing[] }) {
  const { data, error } = useTags()
  const [words, setWords] = useState('')
  const [fault, setFault] = useState('')
  const ids = items.map(({ id }) => id)
  const all = data?.entries.filter(({ mayAssign }) => mayAssign) ?? []
  const shown = all.filter(({ name }) => folded(name).includes(folded(words)))
  const isThere = all.some(({ name }) => folded(name) === folded(words))
  const bearing = (tag: Tag): number =>
    items.filter(({ tags }) => tags.some(({ id }) => id === tag.id)).length

  const make = async (): Promise<void> => {
    try {
      const tag = await create({ name: words.trim(), color: COLOURS[all.length % COLOURS.length]! })
      setWords('')
      setFault('')
      await hang(ids, tag, true)
    } catch (error) {
      setFault(sentenceOf(error))
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const [only] = shown
    if (words.trim() !== '' && !isThere && shown.length === 0) void make()
    else if (only !== undefined && shown.length === 1) void hang(ids, only, bearing(only) < items.length)
  }
  return (
    <form className={styles.choice} onSubmit={submit}>
      <Field
        label={say('tags.find')}
        value={words}
        onChange={setWords}
        error={fault || (error === null ? '' : sentenceOf(error))}
        autoFocus
      />
      {shown.length > 0 && (
        <fieldset className={styles.list} aria-label={say('tags.title')}>
          {shown.map((tag) => (
            <div key={tag.id} className={styles.named}>
              <Checkbox
                isSelected={bearing(tag) === items.length}
                isIndeterminate={bearing(tag) > 0 && bearing(tag) < items.length}
                onChange={(on) => void hang(ids, tag, on)}
              >
                {tag.name}
              </Checkbox>
              <Dot color={tag.color} />
            </div>
          ))}
        </fieldset>
      )}
      {shown.length === 0 && words.trim() === '' && <p className={styles.none}>{say('tags.none-yet')}</p>}
      {words.trim() !== '' && !isThere && (
        <Button small icon={Plus} onPress={() => void make()}>
          {say('tags.create', { name: words.trim() })}
        </Button>
      )}
    </form>
  )
}
