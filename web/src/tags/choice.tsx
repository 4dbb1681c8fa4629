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
import { type Bearer, create, hang } from './hang.ts'
import styles from './picker.module.css'
import { useTags } from './use-tags.ts'

/** Something, and what hangs on it. */
export interface Bearing extends Bearer {
  readonly tags: readonly TagRef[]
}

const folded = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Tags to choose from, by a word of their names; one that is not there yet is made. */
export function Choice({ items }: { readonly items: readonly Bearing[] }) {
  const { data, error } = useTags()
  const [words, setWords] = useState('')
  const [fault, setFault] = useState('')
  // What was seen of many is not asked for anew: what was done here is known.
  const [hung, setHung] = useState<ReadonlyMap<number, boolean>>(new Map())
  const all = data?.entries.filter(({ mayAssign }) => mayAssign) ?? []
  const shown = all.filter(({ name }) => folded(name).includes(folded(words)))
  const isThere = all.some(({ name }) => folded(name) === folded(words))
  const bearing = (tag: Tag): number => {
    const now = hung.get(tag.id)
    if (now !== undefined) return now ? items.length : 0
    return items.filter(({ tags }) => tags.some(({ id }) => id === tag.id)).length
  }
  const put = async (tag: Tag, on: boolean): Promise<void> => {
    setHung((known) => new Map(known).set(tag.id, on))
    if (await hang(items, tag, on)) return
    setHung((known) => new Map([...known].filter(([id]) => id !== tag.id)))
  }

  const make = async (): Promise<void> => {
    try {
      const tag = await create({ name: words.trim(), color: COLOURS[all.length % COLOURS.length]! })
      setWords('')
      setFault('')
      await put(tag, true)
    } catch (error) {
      setFault(sentenceOf(error))
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const [only] = shown
    if (words.trim() !== '' && !isThere && shown.length === 0) void make()
    else if (only !== undefined && shown.length === 1) void put(only, bearing(only) < items.length)
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
                onChange={(on) => void put(tag, on)}
              >
                {tag.name}
              </Checkbox>
              {bearing(tag) > 0 && bearing(tag) < items.length && (
                <span className={styles.some}>
                  {say('tags.on-some', { count: bearing(tag), all: items.length })}
                </span>
              )}
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
