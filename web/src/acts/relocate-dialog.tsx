import { useEffect, useRef, useState } from 'react'
import { announce } from '../look/announce.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'
import type { ActContext } from './act.ts'
import { FolderChoices } from './folder-choices.tsx'
import { FolderTree } from './folder-tree.tsx'
import { NewFolder } from './new-folder.tsx'
import { notePlace } from './recent-places.ts'
import { type Destination, relocate } from './relocate.tsx'
import styles from './relocate-dialog.module.css'
import { mayCreateIn } from './rights.ts'
import { tellFailure } from './tell.ts'
import { type Proposed, useFoundFolders, useRecentPlaces } from './use-destinations.ts'
import { useFolderTree } from './use-folder-tree.ts'

interface RelocateDialogProps {
  readonly context: ActContext
  readonly copy: boolean
  readonly close: () => void
}

type Place = Destination & { readonly rights: number }

/** Why nothing can go there; undefined when it can. */
function hindrance({ items }: ActContext, copy: boolean, to: Place): string | undefined {
  const facts = { to: to.name }
  if (!copy && items.every(({ parent }) => parent === to.id)) return say('acts.place.already', facts)
  if (!mayCreateIn(to)) return say('acts.place.not-permitted', facts)
  return undefined
}

function outlook({ items }: ActContext, copy: boolean, to: Place): string {
  const facts = { count: items.length, name: items[0]!.name, to: to.name }
  const verb = copy ? 'copy' : 'move'
  return items.length === 1 ? say(`acts.${verb}.will-one`, facts) : say(`acts.${verb}.will`, facts)
}

/** Where to: where something went lately, a folder found by its name, any in a tree, or a new one. */
export function RelocateDialog({ context, copy, close }: RelocateDialogProps) {
  const { items, folder } = context
  const moved = copy ? [] : items
  const barred = moved.map(({ id }) => id)
  const tree = useFolderTree(folder?.id ?? session().root, barred)
  const [words, setWords] = useState('')
  /** Chosen by its name, or made just now; else what is chosen in the tree. */
  const [picked, setPicked] = useState<Place>()
  const to = picked ?? tree.find(tree.chosen)
  const why = to === undefined ? undefined : hindrance(context, copy, to)
  const go = (place: Place | undefined): void => {
    if (place === undefined || hindrance(context, copy, place) !== undefined) return
    close()
    notePlace(place.id)
    relocate(context, { rows: items, to: place, copy }).catch(tellFailure)
  }
  const facts = { count: items.length, name: items[0]!.name }
  const verb = copy ? 'copy' : 'move'
  const isSearching = words.trim() !== ''
  return (
    <Dialog
      isOpen
      title={items.length === 1 ? say(`acts.${verb}.title-one`, facts) : say(`acts.${verb}.title`, facts)}
      onClose={close}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button kind="primary" isDisabled={to === undefined || why !== undefined} onPress={() => go(to)}>
            {say(`acts.${verb}.label`)}
          </Button>
        </>
      }
    >
      <Finding
        {...{ words, moved, chosen: picked?.id, onAct: go }}
        onWords={(text) => {
          setWords(text)
          setPicked(undefined)
        }}
        onChoose={setPicked}
      />
      {isSearching ? null : to === undefined ? (
        <Skeleton rows={5} />
      ) : (
        <>
          <Recently {...{ moved, chosen: picked?.id, onChoose: setPicked, onAct: go }} />
          <FolderTree
            tree={{
              ...tree,
              choose(id, within) {
                setPicked(undefined)
                tree.choose(id, within)
              },
            }}
            label={say('acts.place.tree')}
          />
        </>
      )}
      {to !== undefined && (
        <NewFolder
          key={to.id}
          parent={to.id}
          onMade={(made) => {
            tree.choose(made.id, to.id)
            setPicked({ id: made.id, name: made.name, rights: made.rights })
          }}
          isDisabled={!mayCreateIn(to)}
        />
      )}
      <p role="status" className={styles.outlook}>
        {to === undefined ? '' : (why ?? outlook(context, copy, to))}
      </p>
    </Dialog>
  )
}

interface ChoosingProps {
  readonly moved: ActContext['items']
  readonly chosen: number | undefined
  onChoose(place: Proposed): void
  onAct(place: Proposed): void
}

interface FindingProps extends ChoosingProps {
  readonly words: string
  onWords(words: string): void
}

function Finding({ words, onWords, moved, ...choosing }: FindingProps) {
  const { places: found, more } = useFoundFolders(words, moved)
  const list = useRef<HTMLDivElement>(null)
  const count = found?.length
  const isSearching = words.trim() !== ''
  useEffect(() => {
    if (isSearching && count !== undefined) announce(say('acts.place.count', { count }))
  }, [count, isSearching])
  return (
    <>
      <Field
        label={say('acts.place.find')}
        type="search"
        autoComplete="off"
        maxLength={255}
        value={words}
        onChange={onWords}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && isSearching) {
            event.preventDefault()
            list.current?.querySelector<HTMLElement>('[role=option]')?.focus()
          } else if (event.key === 'Escape' && words !== '') onWords('')
          else event.continuePropagation()
        }}
      />
      {isSearching && found !== undefined && found.length > 0 && (
        <FolderChoices {...choosing} listRef={list} label={say('acts.place.found')} places={found} />
      )}
      {isSearching && more !== undefined && (
        <Button small kind="quiet" onPress={more}>
          {say('acts.place.more')}
        </Button>
      )}
      {isSearching && count === 0 && more === undefined && (
        <p className={styles.none}>{say('acts.place.none', { words: words.trim() })}</p>
      )}
    </>
  )
}

function Recently({ moved, ...choosing }: ChoosingProps) {
  const places = useRecentPlaces(moved).filter(
    ({ id }) => moved.some(({ parent }) => parent !== id) || moved.length === 0,
  )
  if (places.length === 0) return null
  return <FolderChoices {...choosing} titled label={say('acts.place.recent')} places={places} />
}
