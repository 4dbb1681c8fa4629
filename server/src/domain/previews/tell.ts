import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { rootOf } from '../spaces/root.ts'
import {
  type Failures,
  failuresInTrash,
  failuresOf,
  failuresOfVersions,
  hasPreview,
  type Previewable,
} from './failures.ts'

/** Whether something has a preview. */
export type Tell = (file: Previewable) => boolean

async function teller(
  domain: Domain,
  read: (reader: Reader, now: number) => Promise<Failures>,
): Promise<Tell> {
  const now = seconds(domain.now())
  const failures = await domain.records.read((reader) => read(reader, now))
  return (file) => hasPreview(domain.renderer, file, failures)
}

/** For what lies at the top of somebody's trash. */
export const tellInTrash = (domain: Domain, { person }: Member): Promise<Tell> =>
  teller(domain, async (reader, now) =>
    failuresInTrash(reader, (await rootOf(reader, person)).space, person, now),
  )

/** For a node and its members. */
export const tellInFolder = (domain: Domain, id: NodeId): Promise<Tell> =>
  teller(domain, (reader, now) => failuresOf(reader, [{ id }], id, now))

/** For what a file holds and held. */
export const tellOfVersions = (domain: Domain, id: NodeId): Promise<Tell> =>
  teller(
    domain,
    async (reader, now) =>
      new Set([
        ...(await failuresOf(reader, [{ id }], null, now)),
        ...(await failuresOfVersions(reader, id, now)),
      ]),
  )
