import { Refusal } from '../../vocabulary/refusal.ts'

/** So many characters are kept of what a client has to say. */
const LONGEST = 4000

/** What clients call a share of which the original bytes may not leave. */
export const NO_DOWNLOAD = '[{"scope":"permissions","key":"download","value":false}]'

/** What is said about the original bytes: in plain words, or in those of clients. */
export interface DownloadWish {
  readonly download?: boolean | undefined
  readonly attributes?: string | undefined
  readonly hideDownload?: boolean | undefined
}

/** The plain word made into the others: where bytes may not leave, the page of a link offers none. */
export const withDownload = <Wish extends DownloadWish>(wish: Wish): Wish =>
  wish.download === undefined
    ? wish
    : { ...wish, attributes: wish.download ? '' : NO_DOWNLOAD, hideDownload: !wish.download }

export interface Attributes {
  /** As the client wrote it, without blanks; null for nothing. */
  readonly text: string | null
  readonly download: boolean
}

interface Attribute {
  readonly scope?: unknown
  readonly key?: unknown
  readonly value?: unknown
  /** How clients called the value once. */
  readonly enabled?: unknown
}

const isObject = (value: unknown): value is Attribute =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const forbidsDownload = ({ scope, key, value, enabled }: Attribute): boolean => {
  const said = value ?? enabled
  return scope === 'permissions' && key === 'download' && (said === false || said === 'false' || said === 0)
}

/** Only `permissions/download` means something here. @throws Refusal `bad-request` (`share-attributes`). */
export function readAttributes(text: string): Attributes {
  if (text.trim() === '') return { text: null, download: true }
  const list = parsed(text)
  if (!Array.isArray(list) || !list.every(isObject) || text.length > LONGEST)
    throw new Refusal('bad-request', 'share-attributes', { facts: { text: text.slice(0, 200) } })
  return {
    text: list.length === 0 ? null : JSON.stringify(list),
    download: !list.some(forbidsDownload),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
