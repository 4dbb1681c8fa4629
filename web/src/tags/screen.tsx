import type { Tag } from '@nuage/contract/api'
import { EllipsisVertical, Plus, Tag as TagIcon } from 'lucide-react'
import { useState } from 'react'
import { tagPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Place } from '../frame/place.tsx'
import { ScreenFailed } from '../frame/screen-failed.tsx'
import { Button, IconButton } from '../look/button.tsx'
import { ConfirmDialog } from '../look/dialog.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Menu, MenuItem, MenuTrigger } from '../look/menu.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { Dot } from './chip.tsx'
import { refreshTagged } from './hang.ts'
import styles from './screen.module.css'
import { TagDialog } from './tag-dialog.tsx'
import { useTags } from './use-tags.ts'

type Asked = { readonly what: 'change' | 'remove'; readonly tag: Tag } | { readonly what: 'create' }

async function remove({ id, name }: Tag): Promise<void> {
  try {
    await call('DELETE', `/tags/${id}`)
    toast({ text: say('tags.removed', { name }) })
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'attention' })
  }
  await refreshTagged()
}

/** All tags one can choose from. */
export function Screen() {
  const { data, error, refetch } = useTags()
  const [asked, setAsked] = useState<Asked>()
  const close = (): void => setAsked(undefined)
  const add = (
    <Button kind="primary" icon={Plus} onPress={() => setAsked({ what: 'create' })}>
      {say('tags.new')}
    </Button>
  )
  const tags = data?.entries.toSorted((a, b) => a.name.localeCompare(b.name)) ?? []
  return (
    <Place title={say('frame.tags')} tools={tags.length > 0 ? add : undefined}>
      {error !== null && data === undefined && <ScreenFailed error={error} reset={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton />}
      {data !== undefined && tags.length === 0 && (
        <EmptyState icon={TagIcon} title={say('tags.empty')} text={say('tags.empty-text')}>
          {add}
        </EmptyState>
      )}
      <ul className={styles.list}>
        {tags.map((tag) => (
          <li key={tag.id} className={styles.tag}>
            <Dot color={tag.color} />
            <Link to={tagPath(tag.id)} className={styles.name}>
              {tag.name}
            </Link>
            <span className={styles.whose}>{say(tag.own ? 'tags.own' : 'tags.everybodys')}</span>
            {tag.mayChange && (
              <MenuTrigger>
                <IconButton
                  icon={EllipsisVertical}
                  kind="quiet"
                  label={say('tags.acts', { name: tag.name })}
                />
                <Menu>
                  <MenuItem onAction={() => setAsked({ what: 'change', tag })}>{say('tags.change')}</MenuItem>
                  <MenuItem danger onAction={() => setAsked({ what: 'remove', tag })}>
                    {say('tags.remove')}
                  </MenuItem>
                </Menu>
              </MenuTrigger>
            )}
          </li>
        ))}
      </ul>
      {asked?.what === 'create' && <TagDialog onClose={close} />}
      {asked?.what === 'change' && <TagDialog tag={asked.tag} onClose={close} />}
      {asked?.what === 'remove' && (
        <ConfirmDialog
          isOpen
          danger
          title={say('tags.remove-title', { name: asked.tag.name })}
          confirm={say('tags.remove')}
          onClose={close}
          onConfirm={() => void remove(asked.tag)}
        >
          <p>{say('tags.remove-text')}</p>
        </ConfirmDialog>
      )}
    </Place>
  )
}
