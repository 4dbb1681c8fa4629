import type { FastifyReply } from 'fastify'
import { lookup } from '../../domain/files/look-up.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type Arrival, redirect } from './arrival.ts'

const isId = (text: unknown): text is string => typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text)

async function folderAt({ domain, caller }: Arrival, dir: string): Promise<number | undefined> {
  const path = dir.normalize('NFC').split('/').filter(Boolean)
  if (path.length === 0 || path.length > 250) return undefined
  try {
    const place = await lookup(domain, caller.actor, path)
    return place?.node.kind === FOLDER ? place.node.id : undefined
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Addresses that other programs know: a file by its number wins over the folder that they saw it in (ocs.md §8). */
export async function showMoved(arrival: Arrival): Promise<FastifyReply> {
  const { reply, address, request } = arrival
  const query = request.query as { dir?: unknown; fileid?: unknown; openfile?: unknown }
  const { id } = request.params as { id?: string }
  const named = [query.fileid, query.openfile, id].find(isId)
  if (named !== undefined) return redirect(reply, address, `/f/${named}`)
  const folder = typeof query.dir === 'string' ? await folderAt(arrival, query.dir) : undefined
  return redirect(reply, address, folder === undefined ? '/files' : `/files/${folder}`)
}
