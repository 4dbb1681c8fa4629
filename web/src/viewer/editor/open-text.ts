import type { ItemDetails } from '@nuage/contract/api'
import { bytesAddress } from '../addresses.ts'
import { decode, evened, type Text } from '../decode.ts'
import { fetchBytes } from '../fetch-bytes.ts'
import { type Draft, dropDraft, readDraft } from './drafts.ts'

/** A text to be written on. */
export interface Opened {
  /** As it was read, or as it was typed and not saved. */
  readonly text: string
  /** Of what was read. */
  readonly etag: string
  readonly how: Pick<Text, 'encoding' | 'marked' | 'lineEnd'>
  /** As the file has it. */
  readonly saved: string
  readonly draft: Draft | undefined
}

/** @returns undefined for what is no text. @throws Problem, LineLost. */
export async function openText(item: ItemDetails): Promise<Opened | undefined> {
  const { bytes, etag } = await fetchBytes(bytesAddress(item))
  const read = decode(bytes)
  if (read === undefined) return undefined
  const { text, ...how } = read
  const saved = evened(text)
  const draft = await readDraft(item.id)
  if (draft === undefined || draft.text === saved) {
    if (draft !== undefined) await dropDraft(item.id)
    return { ...{ text: saved, saved, etag, how }, draft: undefined }
  }
  return { ...{ text: draft.text, saved, how, draft }, etag: draft.etag }
}
