import type { ListedItem } from '@nuage/contract/api'
import { useRouter } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { folderPath, viewPath } from '../address/go.ts'
import { useSettled } from '../api/use-settled.ts'
import { placeWords } from '../list/place-words.ts'
import { Glyph } from '../look/glyph.tsx'
import { Icon } from '../look/icon.tsx'
import { path } from '../session/session.ts'
import { say } from '../words/say.ts'
import styles from './field.module.css'
import { useProposals } from './use-search.ts'
import { searchPath } from './wish.ts'

const pathTo = ({ id, kind, parent }: ListedItem): string =>
  kind === 'folder' || parent === null ? folderPath(id) : viewPath(parent, id)

function emptyWords(words: string, isAsking: boolean): string {
  return isAsking ? say('look.loading') : say('search.nothing', { words })
}

/**
 * Finds by name while one types; Enter shows all that was found. `/` leads here from anywhere. The pattern is that of
 * the ARIA Authoring Practices, by hand: React Aria hides all else from readers while its list is open, though the
 * keyboard still reaches it.
 */
export function Field() {
  const { history } = useRouter()
  const id = useId()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const words = text.trim()
  const settled = useSettled(words)
  const { data, isFetching } = useProposals(settled)
  const found = words === '' ? [] : (data?.entries ?? [])
  const isOpen = open && words !== ''
  /** After what was found stands the way to all of it. */
  const last = found.length > 0 ? found.length : -1

  const close = (): void => {
    setOpen(false)
    setAt(-1)
  }
  const choose = (place: number): void => {
    const item = found[place]
    if (item === undefined && words === '') return
    history.push(path(item === undefined ? searchPath({ q: words }) : pathTo(item)))
    close()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setOpen(true)
      setAt((now) => (now + step < -1 ? last : now + step > last ? -1 : now + step))
    } else if (event.key === 'Enter') choose(at)
    else if (event.key === 'Escape') {
      if (isOpen) close()
      else setText('')
      event.preventDefault()
    }
  }
  const option = (place: number, content: ReactNode) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys (ARIA Authoring Practices, combobox)
    <li
      {...{ role: 'option', id: `${id}-${place}`, 'aria-selected': place === at }}
      key={place}
      className={styles.item}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => choose(place)}
    >
      {content}
    </li>
  )
  return (
    <search className={styles.search}>
      <div className={styles.field}>
        <Icon of={Search} size={18} className={styles.sign} />
        <input
          {...{ role: 'combobox', 'aria-expanded': isOpen, 'aria-controls': `${id}-list` }}
          {...{ 'aria-autocomplete': 'list', 'aria-label': say('search.field'), autoComplete: 'off' }}
          {...(isOpen && at >= 0 ? { 'aria-activedescendant': `${id}-${at}` } : {})}
          className={styles.input}
          placeholder={say('search.field')}
          value={text}
          enterKeyHint="search"
          data-search
          onChange={({ target }) => {
            setText(target.value)
            setOpen(true)
            setAt(-1)
          }}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
        {text !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label={say('search.clear')}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => {
              setText('')
              close()
            }}
          >
            <Icon of={X} size={16} />
          </button>
        )}
      </div>
      <div className={styles.popover} hidden={!isOpen}>
        <ul
          {...{ role: 'listbox', id: `${id}-list`, 'aria-label': say('search.field') }}
          className={styles.list}
          hidden={found.length === 0}
        >
          {found.map((item, place) => option(place, <Proposal item={item} />))}
          {found.length > 0 &&
            option(
              found.length,
              <>
                <Icon of={Search} size={20} />
                <span className={styles.name}>{say('search.all')}</span>
              </>,
            )}
        </ul>
        <p role="status" className={found.length === 0 ? styles.none : 'unseen'}>
          {isOpen &&
            (found.length === 0
              ? emptyWords(words, isFetching || settled !== words)
              : say('search.found', { count: found.length }))}
        </p>
      </div>
    </search>
  )
}

const Proposal = ({ item }: { readonly item: ListedItem }) => (
  <>
    <Glyph mime={item.mime} folder={item.kind === 'folder'} />
    <span className={styles.name}>{item.name}</span>
    <span className={styles.place}>{placeWords(item)}</span>
  </>
)
