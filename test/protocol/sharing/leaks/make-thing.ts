import { randomInt } from 'node:crypto'
import type { Domain } from '../../../../server/src/domain/domain.ts'
import { seconds } from '../../../../server/src/vocabulary/clock.ts'
import { DOWNLOAD } from '../../../../server/src/vocabulary/permissions.ts'
import type { Inhabitant } from '../../../house.ts'
import { giveShare } from '../../../rigs/shares.ts'
import type { Thing } from './thing.ts'

const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** Six signs that stand nowhere else. */
export const sign = (): string => Array.from({ length: 6 }, () => SIGNS[randomInt(SIGNS.length)]).join('')

const LINK = `INSERT INTO share (id, kind, node, space, sharer, permissions, download, created)
  SELECT CAST(? AS BIGINT), 3, id, space, ?, CAST(? AS INTEGER), CAST(? AS INTEGER), CAST(? AS BIGINT)
  FROM node WHERE id = ?`
const COLUMNS = 'SELECT id, space, name, etag, size FROM node'

export interface Grant {
  /** 0 a person, 1 a group, 3 a link. */
  readonly kind: 0 | 1 | 3
  readonly recipient?: string
  readonly permissions?: number
  readonly download?: boolean
}

interface Row {
  id: number
  space: number
  name: string
  etag: string
  size: number
}

export const nodeNamed = async (domain: Domain, name: string): Promise<Row> => {
  const row = await domain.records.get<Row>(`${COLUMNS} WHERE name = ?`, name)
  if (row === undefined) throw new Error(`there is no ${name}`)
  return row
}

/** Shares a node, seen at once by whoever receives it. @returns the number, and the token of a link. */
export async function give(
  domain: Domain,
  sharer: string,
  name: string,
  { kind, recipient = '', permissions = 31, download = true }: Grant,
): Promise<{ share: number; token: string }> {
  const node = (await nodeNamed(domain, name)).id
  const token = sign() + sign() + sign() + sign()
  if (kind !== 3) {
    const held = permissions | (download ? DOWNLOAD : 0)
    return { token, share: await giveShare(domain, { node, sharer, recipient, kind, permissions: held }) }
  }
  return await domain.records.write([], async (writer) => {
    const share = await writer.ids('share')
    await writer.run(LINK, share, sharer, permissions, download ? 1 : 0, seconds(domain.now()), node)
    await writer.run('INSERT INTO link (share, token) VALUES (?, ?)', share, token)
    return { share, token }
  })
}

/** The owner's folder with all that can hang on it. */
export async function makeThing(
  domain: Domain,
  owner: Inhabitant,
  parent = '',
): Promise<() => Promise<Thing>> {
  const files = `/remote.php/dav/files/${owner.id}${parent}`
  const folder = `Folder${sign()}`
  const file = `file${sign()}.txt`
  const gone = `gone${sign()}.txt`
  const bytes = `bytes ${sign()}${sign()}${sign()} `
  const size = randomInt(101_000, 199_000)
  const put = (name: string, body: string, mtime: number) =>
    owner.client.dav('PUT', `${files}/${folder}/${name}`, { body, headers: { 'X-OC-MTime': String(mtime) } })
  await owner.client.dav('MKCOL', `${files}/${folder}`)
  await put(file, `old ${bytes}`, 1_700_000_001)
  await put(file, bytes.repeat(10_000).slice(0, size), 1_700_000_002)
  await put(gone, `gone ${bytes}`, 1_700_000_003)
  await owner.client.dav('DELETE', `${files}/${folder}/${gone}`)
  const ids = {
    folder: (await nodeNamed(domain, folder)).id,
    file: (await nodeNamed(domain, file)).id,
    gone: (await nodeNamed(domain, gone)).id,
  }
  const id = ids.file
  const now = async (one: number): Promise<Row> =>
    (await domain.records.get<Row>(`${COLUMNS} WHERE id = ?`, one))!
  const json = { 'Content-Type': 'application/json' }
  const tag = { name: `tag${sign()}` }
  const comment = { message: `comment ${sign()}` }
  await owner.client.dav('POST', `/remote.php/dav/systemtags-relations/files/${id}`, {
    headers: json,
    body: JSON.stringify({ ...tag, userVisible: true, userAssignable: true }),
  })
  await owner.client.dav('POST', `/remote.php/dav/comments/files/${id}`, {
    headers: json,
    body: JSON.stringify({ actorType: 'users', verb: 'comment', ...comment }),
  })
  const number = async (text: string, value: string | number): Promise<number> =>
    (await domain.records.get<{ id: number }>(text, value))!.id
  const link = await give(domain, owner.id, folder, { kind: 3, permissions: 1 })
  // Etags go on changing until the school stands.
  return async () => {
    const gonesEntry = (await domain.records.get<{ deleted: number }>(
      'SELECT deleted FROM trash WHERE name = ?',
      gone,
    ))!
    return {
      folder: await now(ids.folder),
      file: { ...(await now(ids.file)), bytes, stamp: 1_700_000_001 },
      gone: { ...(await now(ids.gone)), ...gonesEntry },
      tag: { ...tag, id: await number('SELECT id FROM tag WHERE name = ?', tag.name) },
      comment: { ...comment, id: await number('SELECT id FROM comment WHERE node = ?', id) },
      ...link,
    }
  }
}
