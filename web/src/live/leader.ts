import { openLine } from './line.ts'
import type { Notice } from './notice.ts'

/** What the tabs of one person tell each other. */
type Told =
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'open'; readonly open: boolean }
  | { readonly kind: 'hello' }

export interface Listening {
  readonly person: string
  readonly address: string
  ticket(): Promise<string>
  hear(notice: Notice): void
  changed(open: boolean): void
}

/**
 * One of a person's tabs holds the line, and tells the others; when it is closed, another takes over. Browsers know
 * locks only over https and on the machine itself: elsewhere each tab has a line of its own.
 * @returns what ends it.
 */
export function listenTogether(wish: Listening): () => void {
  if (navigator.locks === undefined || typeof BroadcastChannel === 'undefined') return openLine(wish)
  const name = `nuage-live-${wish.person}`
  const channel = new BroadcastChannel(name)
  const ending = new AbortController()
  let leads = false
  let open = false
  const tell = (told: Told): void => channel.postMessage(told)

  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.kind === 'notice') wish.hear(data.notice)
    else if (data.kind === 'open') wish.changed(data.open)
    else if (leads) tell({ kind: 'open', open })
  }
  tell({ kind: 'hello' })

  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      leads = true
      const close = openLine({
        ...wish,
        hear(notice) {
          tell({ kind: 'notice', notice })
          wish.hear(notice)
        },
        changed(now) {
          open = now
          tell({ kind: 'open', open })
          wish.changed(open)
        },
      })
      ending.signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  // Refused only when it is given up before its turn.
  navigator.locks.request(name, { signal: ending.signal }, lead).catch(() => {})
  return () => {
    ending.abort()
    channel.close()
  }
}
