import { X } from 'lucide-react'
import {
  UNSTABLE_ToastContent as Content,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { say } from '../words/say.ts'
import { Button, IconButton } from './button.tsx'
import { classes } from './classes.ts'
import { useDrawn } from './drawn.ts'
import styles from './toast.module.css'

export interface ToastWish {
  readonly text: string
  /** What may still be done about it, such as to undo it. */
  readonly act?: { readonly label: string; do(): void }
  readonly tone?: 'plain' | 'attention' | 'loss'
}

/** Milliseconds; it stays while it is pointed at or has the focus, and what is undone there can be by keys later. */
const SHOWN = 10_000
const MOST = 3

const queue = new ToastQueue<ToastWish>({ maxVisibleToasts: MOST })

/** Tells of something that happened, without asking for anything. @returns takes it away. */
export function toast(wish: ToastWish): () => void {
  const key = queue.add(wish, { timeout: SHOWN })
  return () => queue.close(key)
}

const Region = () => (
  <ToastRegion queue={queue} aria-label={say('look.toasts')} className={styles.region ?? ''}>
    {({ toast: shown }) => {
      const { text, act, tone = 'plain' } = shown.content
      return (
        <Toast toast={shown} className={classes(styles.toast, tone !== 'plain' && styles[tone])}>
          <Content className={styles.text ?? ''}>
            <Text slot="title">{text}</Text>
          </Content>
          {act !== undefined && (
            <Button
              kind="quiet"
              small
              onPress={() => {
                queue.close(shown.key)
                act.do()
              }}
            >
              {act.label}
            </Button>
          )}
          <IconButton icon={X} small slot="close" label={say('look.close')} />
        </Toast>
      )
    }}
  </ToastRegion>
)

/** Where toasts appear: a landmark that F6 leads to. */
export const Toasts = () => (useDrawn() ? <Region /> : null)
