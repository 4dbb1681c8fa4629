import type { FileFamily } from '@nuage/contract/families'
import type { Filter } from '../list/filter.ts'
import { type Chip, Chips } from '../look/chips.tsx'
import { say } from '../words/say.ts'
import styles from './tools.module.css'

interface FilterChipsProps {
  readonly filter: Filter
  onFilter(filter: Filter): void
}

const withoutFamily = (filter: Filter, family: FileFamily): Filter => ({
  ...filter,
  families: new Set([...filter.families].filter((one) => one !== family)),
})

/** What of the folder is not shown is never hidden without a word. */
export function FilterChips({ filter, onFilter }: FilterChipsProps) {
  const words = filter.words.trim()
  const chips: Chip[] = [...filter.families].map((id) => ({
    ...{ id, text: say(`folder.kinds.${id}`) },
    remove: () => onFilter(withoutFamily(filter, id)),
  }))
  if (words !== '')
    chips.push({
      ...{ id: 'words', text: say('folder.filter-words', { words }) },
      remove: () => onFilter({ ...filter, words: '' }),
    })
  return (
    <div className={chips.length === 0 ? '' : (styles.chips ?? '')}>
      <Chips {...{ label: say('folder.filters'), chips, after: focusList }} />
    </div>
  )
}

const focusList = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('main [role=row][tabindex="0"]') ?? document.getElementById('main')
