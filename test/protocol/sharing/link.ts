import { makeFolder } from '../../../server/src/domain/files/make-folder.ts'
import { writeFile } from '../../../server/src/domain/files/write.ts'
import { readLink } from '../../../server/src/domain/links/link.ts'
import { createShare, type ShareTerms } from '../../../server/src/domain/shares/create.ts'
import { LINK } from '../../../server/src/domain/shares/share.ts'
import type { Member } from '../../../server/src/vocabulary/actor.ts'
import type { TestHouse } from '../../house.ts'

export const memberOf = (person: string): Member => ({ kind: 'member', person, admin: false })

const namesIn = (path: string): string[] => path.split('/').filter((name) => name !== '')

const hold = (person: string) => ({ person, tokens: [] })

export const folderOf = (house: TestHouse, person: string, path: string) =>
  makeFolder(house.domain, memberOf(person), namesIn(path), hold(person))

export async function fileOf(house: TestHouse, person: string, path: string, text: string | Buffer) {
  return await writeFile(house.domain, memberOf(person), namesIn(path), Buffer.from(text as string), {
    hold: hold(person),
  })
}

/** Makes a link by the domain's own verb. */
export async function linkTo(
  house: TestHouse,
  person: string,
  path: string,
  wish: Partial<ShareTerms> = {},
): Promise<{ share: number; token: string }> {
  const { id } = await createShare(house.domain, memberOf(person), {
    path: namesIn(path),
    kind: LINK,
    ...wish,
  })
  const link = await house.domain.records.read((reader) => readLink(reader, id))
  return { share: id, token: link!.token }
}
