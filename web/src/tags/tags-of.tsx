import type { ItemDetails } from '@nuage/contract/api'
import { Tag as TagIcon } from 'lucide-react'
import { Button } from '../look/button.tsx'
import { say } from '../words/say.ts'
import { Chip } from './chip.tsx'
import { hang } from './hang.ts'
import { Picker } from './picker.tsx'
import styles from './tags-of.module.css'
import { useTags } from './use-tags.ts'

/** The tags of one thing, which can be taken off, and others hung on it. */
export function TagsOf({ item }: { readonly item: ItemDetails }) {
  const { data } = useTags()
  const mayTakeOff = (id: number): boolean => data?.entries.find((tag) => tag.id === id)?.mayAssign ?? false
  return (
    <section className={styles.tags} aria-labelledby="tags-of">
      <h3 id="tags-of">{say('tags.title')}</h3>
      <div className={styles.chips}>
        {item.tags.map((tag) => (
          <Chip
            key={tag.id}
            tag={tag}
            onRemove={mayTakeOff(tag.id) ? () => void hang([item], tag, false) : undefined}
          />
        ))}
        <Picker items={[item]}>
          <Button small icon={TagIcon}>
            {say('tags.hang-on')}
          </Button>
        </Picker>
      </div>
    </section>
  )
}
