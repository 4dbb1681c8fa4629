import type { ItemDetails } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/sentence.ts'
import { Button } from '../../look/button.tsx'
import { say } from '../../words/say.ts'
import { Nothing } from '../nothing.tsx'
import styles from './editor.module.css'
import { openText } from './open-text.ts'
import { Sheet } from './sheet.tsx'

export interface EditorProps {
  readonly item: ItemDetails
  /** Another file is to be looked at: the copy that was saved. */
  readonly onShow: (id: number) => void
  /** Writing is done. */
  readonly onClose: () => void
}

/** A text that is written on: read once, together with what was typed before and not saved. */
export function Editor(props: EditorProps) {
  const { item, onClose } = props
  const { data, error, refetch } = useQuery({
    queryKey: keys.openedText(item.id),
    queryFn: async () => (await openText(item)) ?? null,
    // What is typed must never be exchanged below the hands.
    ...{
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  })
  if (data === null) return <Nothing item={item} why="unknown" />
  if (data !== undefined) return <Sheet {...props} opened={data} />
  if (error === null) return <p className={styles.waiting}>{say('viewer.waiting')}</p>
  return (
    <div role="alert" className={styles.waiting}>
      <p>{sentenceOf(error)}</p>
      <Button onPress={() => void refetch()}>{say('errors.again')}</Button>
      <Button kind="quiet" onPress={onClose}>
        {say('viewer.edit-stop')}
      </Button>
    </div>
  )
}
