import type { Problem as Told } from '@nuage/contract/api'
import { lookWho, signedInAgain } from '../session/ended.ts'
import { path, session } from '../session/session.ts'
import { start } from '../session/start.ts'
import { LineLost, Problem, problemOfStatus } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Wish {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

function addressOf(below: string, query: Wish['query']): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) parameters.set(name, String(value))
  const tail = parameters.size === 0 ? '' : `?${parameters}`
  return `${path('/api/v1')}${below}${tail}`
}

async function ask(method: Method, below: string, { query, body, signal }: Wish): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': start().language,
    'x-requested-with': 'XMLHttpRequest',
  }
  const { requestToken } = session()
  if (requestToken !== null) headers.requesttoken = requestToken
  if (body !== undefined) headers['content-type'] = 'application/json'
  try {
    return await fetch(addressOf(below, query), {
      ...{ method, headers, credentials: 'same-origin' as const },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new LineLost(error)
  }
}

async function problemIn(response: Response): Promise<Problem> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json'))
    return problemOfStatus(response.status)
  return new Problem((await response.json()) as Told)
}

/** Refused for the token it came with: somebody has signed in meanwhile in another window, perhaps somebody else. */
const isForged = async (response: Response): Promise<boolean> =>
  response.status === 403 && (await problemIn(response.clone())).reason === 'forged'

type Listener = (response: { readonly status: number; readonly version: string | null }) => void
const listeners = new Set<Listener>()

/** Hears of every answer: that there is a line, and how new the server is. */
export function onAnswer(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Asks the API. @param below `/api/v1`, such as `/folders/12`.
 * @throws Problem when the server says no, LineLost when it says nothing.
 */
export async function call<Answer = void>(method: Method, below: string, wish: Wish = {}): Promise<Answer> {
  let response = await ask(method, below, wish)
  for (let tries = 0; response.status === 401 || (tries === 0 && (await isForged(response))); tries++) {
    const isMine = response.status === 403 && (await lookWho().catch(() => false))
    // Whoever waits for the answer goes on waiting: nothing that was typed or begun is lost.
    if (!isMine) await signedInAgain(method !== 'GET')
    response = await ask(method, below, wish)
  }
  const told = { status: response.status, version: response.headers.get('nuage-version') }
  for (const listener of listeners) listener(told)
  if (!response.ok) throw await problemIn(response)
  if (response.status === 204) return undefined as Answer
  try {
    return (await response.json()) as Answer
  } catch (error) {
    // The head of the answer came, and its body did not.
    throw wish.signal?.aborted ? error : new LineLost(error)
  }
}
