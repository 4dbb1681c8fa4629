import { LineLost } from '../api/problem.ts'
import { path, session } from '../session/session.ts'

export interface Wish {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Blob | Uint8Array<ArrayBuffer> | string
  /** Told how many bytes of the body have left. */
  readonly onSent?: (bytes: number) => void
  readonly signal?: AbortSignal
}

export interface Reply {
  readonly status: number
  readonly text: string
}

/** So many milliseconds without a byte, and the line is taken for lost, whatever it says. */
const SILENCE = 60_000
/** A server that has all bytes may take as long to make a file of them. */
const WORK = 300_000

const failed = (status: number): boolean => status === 0

/**
 * One request below `/remote.php/dav`. Not `fetch`: that tells nothing of the bytes that have left.
 * @throws LineLost when there is no answer, and whatever `signal` was aborted with.
 */
export function send(method: string, below: string, wish: Wish = {}): Promise<Reply> {
  const { headers = {}, body, onSent, signal } = wish
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const request = new XMLHttpRequest()
  request.open(method, path(`/remote.php/dav${below}`))
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.setRequestHeader('X-Requested-With', 'XMLHttpRequest')
  request.setRequestHeader('requesttoken', session().requestToken ?? '')
  let patience: ReturnType<typeof setTimeout> | undefined
  const wait = (milliseconds: number): void => {
    clearTimeout(patience)
    patience = setTimeout(() => request.abort(), milliseconds)
  }
  const stop = (): void => request.abort()
  request.upload.onprogress = ({ loaded }) => {
    wait(SILENCE)
    onSent?.(loaded)
  }
  request.upload.onload = () => wait(WORK)
  request.onabort = () => reject(signal?.aborted ? signal.reason : new LineLost())
  request.onerror = () => reject(new LineLost())
  request.onload = () =>
    failed(request.status)
      ? reject(new LineLost())
      : resolve({ status: request.status, text: request.responseText })
  request.onloadend = () => {
    clearTimeout(patience)
    signal?.removeEventListener('abort', stop)
  }
  if (signal?.aborted) return Promise.reject(signal.reason)
  signal?.addEventListener('abort', stop)
  wait(SILENCE)
  request.send(body ?? null)
  return promise
}

const encoded = (names: readonly string[]): string => names.map(encodeURIComponent).join('/')

/** The address of a file of whoever is signed in. */
export const fileAddress = (names: readonly string[]): string =>
  `/files/${encodeURIComponent(session().person.id)}/${encoded(names)}`

export const uploadAddress = (upload: string, chunk?: string): string =>
  `/uploads/${encoded([session().person.id, upload, ...(chunk === undefined ? [] : [chunk])])}`

/** What a header wants that names another address. */
export const destination = (names: readonly string[]): string => path(`/remote.php/dav${fileAddress(names)}`)
