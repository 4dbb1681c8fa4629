import { ChevronRight } from 'lucide-react'
import { Button, Tree as Items, TreeItem, TreeItemContent } from 'react-aria-components'
import { Glyph } from '../look/glyph.tsx'
import { Icon } from '../look/icon.tsx'
import { say } from '../words/say.ts'
import styles from './folder-tree.module.css'
import type { Branch, Tree } from './use-folder-tree.ts'

/** Folders as a tree: arrows open and close, letters find, one is chosen. */
export function FolderTree({
  tree,
  label,
  autoFocus = true,
}: {
  tree: Tree
  label: string
  autoFocus?: boolean
}) {
  return (
    <Items
      aria-label={label}
      className={styles.tree ?? ''}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      escapeKeyBehavior="none"
      autoFocus={autoFocus}
      selectedKeys={[tree.chosen]}
      onSelectionChange={(chosen) => {
        const [id] = chosen === 'all' ? [] : [...chosen]
        if (id !== undefined) tree.choose(Number(id))
      }}
      disabledKeys={tree.barred}
      expandedKeys={tree.open}
      onExpandedChange={(open) => tree.setOpen(new Set([...open].map(Number)))}
    >
      {branchOf(tree.root, tree.barred)}
    </Items>
  )
}

function branchOf({ id, name, members }: Branch, barred: readonly number[]) {
  const isBarred = barred.includes(id)
  // What is not known yet may hold folders; what is barred is not looked into.
  const opens = !isBarred && (members === undefined || members.length > 0)
  return (
    <TreeItem key={id} id={id} textValue={name} hasChildItems={opens} className={styles.item ?? ''}>
      <TreeItemContent>
        {({ level }) => (
          <span className={styles.line} style={{ paddingInlineStart: `calc(${level - 1} * var(--space-5))` }}>
            <Button slot="chevron" className={styles.chevron ?? ''} aria-label={say('acts.place.open')}>
              {opens && <Icon of={ChevronRight} size={16} />}
            </Button>
            <Glyph folder size={20} />
            <span className={styles.name}>{name}</span>
          </span>
        )}
      </TreeItemContent>
      {isBarred ? null : members?.map((member) => branchOf(member, barred))}
    </TreeItem>
  )
}
