import type { ArrivalsChecked, ItemDetails } from '@nuage/contract/api'
import { call } from '../../api/call.ts'
import { client } from '../../api/client.ts'
import { keys } from '../../api/keys.ts'
import { LineLost, Problem, problemOfStatus } from '../../api/problem.ts'
import { session } from '../../session/session.ts'
import { bytesAddress, type Located } from '../addresses.ts'

/** Only over what was read, or only where nothing is. */
type Condition = { readonly over: string } | 'new'

interface Written {
  readonly id: number
  /** Without quotes. */
  readonly etag: string
}

/** What stands behind the number in `OC-FileId`: the id of the instance. */
const INSTANCE_LETTERS = 12
const FAILED = 412

async function put(where: Located, bytes: Uint8Array, mime: string, condition: Condition): Promise<Written> {
  const headers: Record<string, string> = {
    'content-type': mime || 'text/plain',
    'x-requested-with': 'XMLHttpRequest',
    requesttoken: session().requestToken ?? '',
    ...(condition === 'new' ? { 'if-none-match': '*' } : { 'if-match': `"${condition.over}"` }),
  }
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>])
  let response: Response
  try {
    response = await fetch(bytesAddress(where), { method: 'PUT', headers, body, credentials: 'same-origin' })
  } catch (error) {
    throw new LineLost(error)
  }
  if (!response.ok) throw problemOfStatus(response.status)
  return {
    id: Number((response.headers.get('oc-fileid') ?? '').slice(0, -INSTANCE_LETTERS)),
    etag: (response.headers.get('etag') ?? '').replace(/^"|"$/g, ''),
  }
}

const lookAgain = (id: number): Promise<ItemDetails> => call<ItemDetails>('GET', `/items/${id}`)
const hasFailed = (error: unknown): boolean => error instanceof Problem && error.status === FAILED

/** Shown elsewhere as it is now. */
function tell(item: ItemDetails): void {
  void client.invalidateQueries({ queryKey: keys.item(item.id) })
  void client.invalidateQueries({ queryKey: keys.versions(item.id) })
  if (item.parent !== null) void client.invalidateQueries({ queryKey: keys.folder(item.parent) })
}

export type Saved =
  | { readonly etag: string }
  /** Somebody saved it meanwhile: how it is now; undefined when it is gone. */
  | { readonly clash: ItemDetails | undefined }

/**
 * Writes over what was read, wherever it lies by now.
 * @param etag of what was read.
 * @throws Problem, LineLost.
 */
export async function save(item: ItemDetails, bytes: Uint8Array, etag: string): Promise<Saved> {
  try {
    const written = await put(item, bytes, item.mime, { over: etag })
    tell(item)
    return { etag: written.etag }
  } catch (error) {
    if (!hasFailed(error)) throw error
  }
  const now = await lookAgain(item.id).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  })
  // Only its name or folder is another: that is no reason to ask.
  if (now !== undefined && now.etag === etag && bytesAddress(now) !== bytesAddress(item))
    return await save(now, bytes, etag)
  return { clash: now }
}

const MOST_TRIES = 10

/** Beside the file, under a name that is free. @throws Problem, LineLost. */
export async function saveCopy(item: ItemDetails, bytes: Uint8Array): Promise<{ id: number; name: string }> {
  const folder = item.way.at(-1)?.id
  if (folder === undefined) throw problemOfStatus(404)
  for (let tries = 1; ; tries++) {
    const files = [{ path: [item.name], size: bytes.length }]
    const checked = await call<ArrivalsChecked>('POST', `/folders/${folder}/arrivals`, { body: { files } })
    const [told] = checked.files
    const name = told?.ok ? (told.freeName ?? item.name) : item.name
    try {
      const { id } = await put({ way: item.way, name }, bytes, item.mime, 'new')
      void client.invalidateQueries({ queryKey: keys.folder(folder) })
      return { id, name }
    } catch (error) {
      if (!hasFailed(error) || tries === MOST_TRIES) throw error
    }
  }
}
