import { pauseBefore } from '../api/pause.ts'
import { type Notice, readNotice } from './notice.ts'

export interface LineWish {
  /** Where the socket is, with `ws:` or `wss:`. */
  readonly address: string
  /** Something that opens it once, soon (ocs.md §11). */
  ticket(): Promise<string>
  hear(notice: Notice): void
  /** `true` once it is open: whatever happened before that was not heard. */
  changed(open: boolean): void
}

/** Keeps a line to the server open until it is ended. @returns what ends it. */
export function openLine(wish: LineWish): () => void {
  let socket: WebSocket | undefined
  let ended = false
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const again = (): void => {
    if (ended) return
    clearTimeout(timer)
    timer = setTimeout(open, pauseBefore(attempt++))
  }
  const atOnce = (): void => {
    if (ended || socket !== undefined) return
    attempt = 0
    clearTimeout(timer)
    void open()
  }
  const open = async (): Promise<void> => {
    try {
      const ticket = await wish.ticket()
      if (!ended) listen(ticket)
    } catch {
      again()
    }
  }
  const listen = (ticket: string): void => {
    const near = new WebSocket(wish.address)
    let open = false
    socket = near
    near.onopen = () => {
      for (const word of ['', ticket, 'listen notify_file_id']) near.send(word)
    }
    near.onmessage = ({ data }) => {
      if (ended) return
      if (data === 'authenticated') {
        open = true
        attempt = 0
        wish.changed(true)
        return
      }
      const notice = typeof data === 'string' ? readNotice(data) : undefined
      if (notice !== undefined) wish.hear(notice)
    }
    near.onclose = () => {
      if (socket === near) socket = undefined
      if (ended) return
      if (open) wish.changed(false)
      again()
    }
  }

  window.addEventListener('online', atOnce)
  void open()
  return () => {
    ended = true
    clearTimeout(timer)
    window.removeEventListener('online', atOnce)
    socket?.close()
  }
}
