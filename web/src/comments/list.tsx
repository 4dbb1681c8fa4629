import type { Comment, Comments, ItemDetails } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { EllipsisVertical, MessageSquare } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Avatar } from '../look/avatar.tsx'
import { Button, IconButton } from '../look/button.tsx'
import { ConfirmDialog } from '../look/dialog.tsx'
import { Icon } from '../look/icon.tsx'
import { Menu, MenuItem, MenuTrigger } from '../look/menu.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { toast } from '../look/toast.tsx'
import { fullDate, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './list.module.css'
import { Writing } from './writing.tsx'

async function refresh(item: ItemDetails): Promise<void> {
  const folder = item.way.at(-1)?.id
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.comments(item.id) }),
    client.invalidateQueries({ queryKey: keys.item(item.id) }),
    ...(folder === undefined ? [] : [client.invalidateQueries({ queryKey: keys.folder(folder) })]),
  ])
}

/** What is said about a file or folder, the newest first; seeing it is having read it. */
export function CommentList({ item }: { readonly item: ItemDetails }) {
  const { id, comments } = item
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pagesOf<Comments>(keys.comments(id), `/items/${id}/comments`),
  )
  const isShown = data !== undefined
  useEffect(() => {
    if (!isShown || comments.unread === 0) return
    call('POST', `/items/${id}/comments/read`).then(
      () => client.invalidateQueries({ queryKey: keys.item(id) }),
      () => {},
    )
  }, [id, comments.unread, isShown])
  const said = data?.pages.flatMap(({ entries }) => entries) ?? []
  return (
    <div className={styles.comments}>
      <Writing
        label={say('comments.write')}
        send={say('comments.send')}
        onSend={async (message) => {
          await call<Comment>('POST', `/items/${id}/comments`, { body: { message } })
          await refresh(item)
        }}
      />
      {error !== null && !isShown && <p role="alert">{sentenceOf(error)}</p>}
      {!isShown && error === null && <Skeleton rows={2} />}
      {isShown && said.length === 0 && (
        <p className={styles.none}>
          <Icon of={MessageSquare} size={18} />
          {say('comments.none')}
        </p>
      )}
      <ul className={styles.list} aria-label={say('comments.title')}>
        {said.map((comment) => (
          <Entry key={comment.id} item={item} comment={comment} />
        ))}
      </ul>
      {hasNextPage && (
        <Button small isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {say('comments.more')}
        </Button>
      )}
    </div>
  )
}

function Entry({ item, comment }: { readonly item: ItemDetails; readonly comment: Comment }) {
  const [asked, setAsked] = useState<'change' | 'remove'>()
  const { id, by, message, created, unread, own } = comment
  const path = `/items/${item.id}/comments/${id}`
  const who = by?.name ?? say('comments.nobody')
  const remove = async (): Promise<void> => {
    try {
      await call('DELETE', path)
    } catch (error) {
      toast({ text: sentenceOf(error), tone: 'attention' })
    }
    await refresh(item)
  }
  return (
    <li className={styles.entry}>
      {by === null ? <Icon of={MessageSquare} size={28} /> : <Avatar person={by.id} size={28} />}
      <div className={styles.body}>
        <p className={styles.head}>
          <strong>{who}</strong>
          <time dateTime={new Date(created * 1000).toISOString()} title={fullDate(created)}>
            {when(created)}
          </time>
          {unread && <span className={styles.unread}>{say('comments.unread')}</span>}
        </p>
        {asked === 'change' ? (
          <Writing
            label={say('comments.change-label')}
            send={say('comments.save')}
            first={message}
            onCancel={() => setAsked(undefined)}
            onSend={async (changed) => {
              await call<Comment>('PATCH', path, { body: { message: changed } })
              await refresh(item)
              setAsked(undefined)
            }}
          />
        ) : (
          <p className={styles.message}>{message}</p>
        )}
      </div>
      {own && asked !== 'change' && (
        <MenuTrigger>
          <IconButton
            icon={EllipsisVertical}
            small
            kind="quiet"
            label={say('comments.acts', { when: when(created) })}
          />
          <Menu>
            <MenuItem onAction={() => setAsked('change')}>{say('comments.change')}</MenuItem>
            <MenuItem danger onAction={() => setAsked('remove')}>
              {say('comments.remove')}
            </MenuItem>
          </Menu>
        </MenuTrigger>
      )}
      {asked === 'remove' && (
        <ConfirmDialog
          isOpen
          danger
          title={say('comments.remove-title')}
          confirm={say('comments.remove-do')}
          onClose={() => setAsked(undefined)}
          onConfirm={() => void remove()}
        >
          <p>{message}</p>
        </ConfirmDialog>
      )}
    </li>
  )
}
