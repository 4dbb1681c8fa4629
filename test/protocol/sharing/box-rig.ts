import { type BoxTerms, createBox } from '../../../server/src/domain/boxes/create.ts'
import { makeFolder } from '../../../server/src/domain/files/make-folder.ts'
import { NO_HOLD } from '../../../server/src/domain/locks/lock.ts'
import type { Member } from '../../../server/src/vocabulary/actor.ts'
import type { TestHouse } from '../../house.ts'

export interface TestBox {
  readonly share: number
  readonly token: string
  /** The folder it fills. */
  readonly folder: string
}

/** A box on a new folder of somebody's. */
export async function openBox(
  house: TestHouse,
  owner: string,
  folder: string,
  wish: Omit<BoxTerms, 'path'> = {},
): Promise<TestBox> {
  const actor: Member = { kind: 'member', person: owner, admin: false }
  await makeFolder(house.domain, actor, [folder], NO_HOLD)
  const { share } = await createBox(house.domain, actor, { path: [folder], ...wish })
  const row = await house.domain.records.get<{ token: string }>(
    'SELECT token FROM link WHERE share = ?',
    share,
  )
  return { share, token: row!.token, folder }
}

/** The plain form as a browser without scripts sends it; redirects are not followed. */
export function sendForm(
  url: string,
  token: string,
  name: string,
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
  headers: Record<string, string> = {},
): Promise<Response> {
  const form = new FormData()
  form.append('name', name)
  for (const file of files) form.append('files', new Blob([new Uint8Array(file.bytes)]), file.name)
  return fetch(`${url}/s/${token}/deposit`, { method: 'POST', body: form, redirect: 'manual', headers })
}
