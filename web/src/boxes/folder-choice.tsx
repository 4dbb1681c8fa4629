import { useEffect } from 'react'
import { FolderTree } from '../acts/folder-tree.tsx'
import { useFolderTree } from '../acts/use-folder-tree.ts'
import { RadioGroup } from '../look/radio.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'

/** A folder that is there already. */
export interface Filled {
  readonly id: number
  readonly name: string
}

interface FolderChoiceProps {
  /** null: a new one, called as the box is. */
  readonly chosen: Filled | null
  /** Where the tree is open at first. */
  readonly start: number
  onChoose(folder: Filled | null): void
}

/** Which folder the box fills: one of its own, so that nothing else is among what comes in, or one that is there. */
export function FolderChoice({ chosen, start, onChoose }: FolderChoiceProps) {
  return (
    <div className={styles.folders}>
      <RadioGroup
        label={say('boxes.dialog.folder')}
        value={chosen === null ? 'new' : 'known'}
        options={[
          { value: 'new', label: say('boxes.dialog.folder-new') },
          { value: 'known', label: say('boxes.dialog.folder-known'), hint: say('boxes.dialog.folder-hint') },
        ]}
        onChange={(which) => onChoose(which === 'new' ? null : { id: start, name: '' })}
      />
      {chosen !== null && <Tree {...{ chosen, start, onChoose }} />}
    </div>
  )
}

function Tree({ chosen, start, onChoose }: FolderChoiceProps) {
  const tree = useFolderTree(chosen?.id ?? start, [])
  const found = tree.find(tree.chosen)
  const [id, name] = [found?.id, found?.name]
  const isNews = id !== undefined && name !== undefined && (id !== chosen?.id || name !== chosen.name)
  useEffect(() => {
    if (isNews) onChoose({ id, name })
  }, [isNews, id, name, onChoose])
  return found === undefined ? (
    <Skeleton rows={4} />
  ) : (
    <FolderTree tree={tree} label={say('boxes.dialog.folder')} autoFocus={false} />
  )
}
