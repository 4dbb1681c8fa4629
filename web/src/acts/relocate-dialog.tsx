import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'
import type { ActContext } from './act.ts'
import { FolderTree } from './folder-tree.tsx'
import { makeFolder } from './make-folder.ts'
import { relocate } from './relocate.tsx'
import styles from './relocate-dialog.module.css'
import { mayCreateIn } from './rights.ts'
import { tellFailure } from './tell.ts'
import { type Branch, useFolderTree } from './use-folder-tree.ts'

interface RelocateDialogProps {
  readonly context: ActContext
  readonly copy: boolean
  readonly close: () => void
}

/** Why nothing can go there; undefined when it can. */
function hindrance({ items }: ActContext, copy: boolean, to: Branch): string | undefined {
  const facts = { to: to.name }
  if (!copy && items.every(({ parent }) => parent === to.id)) return say('acts.place.already', facts)
  if (!mayCreateIn(to)) return say('acts.place.not-permitted', facts)
  return undefined
}

function outlook({ items }: ActContext, copy: boolean, to: Branch): string {
  const facts = { count: items.length, name: items[0]!.name, to: to.name }
  const verb = copy ? 'copy' : 'move'
  return items.length === 1 ? say(`acts.${verb}.will-one`, facts) : say(`acts.${verb}.will`, facts)
}

/** Where to: a tree of folders, a new one where it is wanted, and a sentence that says what will happen. */
export function RelocateDialog({ context, copy, close }: RelocateDialogProps) {
  const { items, folder } = context
  const start = folder?.id ?? session().root
  const moved = copy ? [] : items.map(({ id }) => id)
  const tree = useFolderTree(start, moved)
  const to = tree.find(tree.chosen)
  const why = to === undefined ? undefined : hindrance(context, copy, to)
  const act = (): void => {
    close()
    if (to !== undefined) relocate(context, { rows: items, to, copy }).catch(tellFailure)
  }
  const facts = { count: items.length, name: items[0]!.name }
  const verb = copy ? 'copy' : 'move'
  return (
    <Dialog
      isOpen
      title={items.length === 1 ? say(`acts.${verb}.title-one`, facts) : say(`acts.${verb}.title`, facts)}
      onClose={close}
      acts={
        <>
          <Button onPress={close}>{say('look.cancel')}</Button>
          <Button kind="primary" isDisabled={to === undefined || why !== undefined} onPress={act}>
            {say(`acts.${verb}.label`)}
          </Button>
        </>
      }
    >
      {to === undefined ? <Skeleton rows={5} /> : <FolderTree tree={tree} label={say('acts.place.tree')} />}
      <NewFolder
        key={tree.chosen}
        parent={tree.chosen}
        onMade={(id) => tree.choose(id, tree.chosen)}
        isDisabled={!mayCreateIn(to)}
      />
      <p role="status" className={styles.outlook}>
        {to === undefined ? '' : (why ?? outlook(context, copy, to))}
      </p>
    </Dialog>
  )
}

interface NewFolderProps {
  readonly parent: number
  readonly isDisabled: boolean
  onMade(id: number): void
}

function NewFolder({ parent, isDisabled, onMade }: NewFolderProps) {
  const [name, setName] = useState<string | null>(null)
  const [error, setError] = useState('')
  if (name === null)
    return (
      <Button
        small
        kind="quiet"
        icon={FolderPlus}
        className={styles.make}
        isDisabled={isDisabled}
        onPress={() => setName('')}
      >
        {say('folder.new-folder')}
      </Button>
    )
  const make = async (): Promise<void> => {
    try {
      const made = await makeFolder(parent, name.trim() || say('folder.new-folder'))
      setName(null)
      onMade(made.id)
    } catch (failure) {
      setError(sentenceOf(failure))
    }
  }
  return (
    <form
      className={styles.made}
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <Field
        autoFocus
        label={say('folder.new-folder-name')}
        value={name}
        error={error}
        onChange={(text) => {
          setName(text)
          setError('')
        }}
        after={<Button type="submit">{say('folder.make')}</Button>}
      />
    </form>
  )
}
