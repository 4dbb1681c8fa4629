import { type Ref, useId } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { placeWords } from '../list/place-words.ts'
import { Glyph } from '../look/glyph.tsx'
import choice from '../look/options.module.css'
import styles from './folder-choices.module.css'
import type { Proposed } from './use-destinations.ts'

interface FolderChoicesProps {
  readonly label: string
  /** The label stands above them. */
  readonly titled?: boolean
  readonly places: readonly Proposed[]
  readonly chosen: number | undefined
  readonly listRef?: Ref<HTMLDivElement>
  onChoose(place: Proposed): void
  /** It is to go there. */
  onAct(place: Proposed): void
}

/** Folders with where they lie: arrows choose, Enter takes. */
export function FolderChoices({
  label,
  titled,
  places,
  chosen,
  listRef,
  onChoose,
  onAct,
}: FolderChoicesProps) {
  const id = useId()
  const placeOf = (key: string | number): Proposed | undefined => places.find((place) => place.id === key)
  return (
    <div>
      {titled && (
        <p id={id} className={styles.title}>
          {label}
        </p>
      )}
      <ListBox
        {...(titled ? { 'aria-labelledby': id } : { 'aria-label': label })}
        {...(listRef === undefined ? {} : { ref: listRef })}
        className={styles.list ?? ''}
        selectionMode="single"
        selectionBehavior="replace"
        escapeKeyBehavior="none"
        selectedKeys={chosen === undefined ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const place = keys === 'all' ? undefined : placeOf([...keys][0] ?? -1)
          if (place !== undefined) onChoose(place)
        }}
        onAction={(key) => {
          const place = placeOf(key)
          if (place !== undefined) onAct(place)
        }}
      >
        {places.map((place) => (
          <ListBoxItem key={place.id} id={place.id} textValue={place.name} className={choice.option ?? ''}>
            <Glyph folder size={20} />
            <span className={styles.name}>{place.name}</span>{' '}
            <span className={styles.place}>{placeWords(place)}</span>
          </ListBoxItem>
        ))}
      </ListBox>
    </div>
  )
}
