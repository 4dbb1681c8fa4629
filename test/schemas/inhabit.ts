import { createHash } from 'node:crypto'
import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { addLeader, addMember } from '../../server/src/domain/accounts/groups/members.ts'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { openSession } from '../../server/src/domain/accounts/sessions/open.ts'
import { countGuess } from '../../server/src/domain/accounts/sign-in/throttle.ts'
import type { Domain } from '../../server/src/domain/domain.ts'
import { adjustAt } from '../../server/src/domain/files/adjust-at.ts'
import { copy } from '../../server/src/domain/files/copy.ts'
import { look } from '../../server/src/domain/files/list.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { remove } from '../../server/src/domain/files/remove.ts'
import { writeFile } from '../../server/src/domain/files/write.ts'
import { takeLock } from '../../server/src/domain/locks/take.ts'
import { beginLoginFlow } from '../../server/src/domain/login-flows/begin.ts'
import { setSetting } from '../../server/src/domain/settings/set.ts'
import { emptyTrash } from '../../server/src/domain/trash/empty.ts'
import { addChunk } from '../../server/src/domain/uploads/add-chunk.ts'
import { assemble } from '../../server/src/domain/uploads/assemble.ts'
import { beginUpload } from '../../server/src/domain/uploads/begin.ts'
import { type BulkPart, writeBulk } from '../../server/src/domain/uploads/bulk.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { giveShare } from '../rigs/shares.ts'
import { bytes, names } from '../rigs/world.ts'

const claire: Member = { kind: 'member', person: 'claire.martin', admin: false }
const hold = { person: claire.person, tokens: [] }
const at = '192.0.2.1'

/** Writes a little of everything that an instance can keep. @returns an app password of `claire.martin`. */
export async function inhabit(domain: Domain): Promise<{ person: string; appPassword: string }> {
  const appPassword = await people(domain)
  await files(domain)
  await uploads(domain)
  await marks(domain)
  return { person: claire.person, appPassword }
}

async function people(domain: Domain): Promise<string> {
  const { person } = claire
  await addPerson(domain, SYSTEM, { id: person, name: 'Claire Martin', email: 'claire@example.org' })
  await addPerson(domain, SYSTEM, { id: "n'golo.oconnor", name: 'N’Golo O’Connor', quota: 1_000_000_000 })
  await addGroup(domain, SYSTEM, { id: '3B', name: '3e B' })
  await addMember(domain, SYSTEM, { group: '3B', person: "n'golo.oconnor" })
  await addLeader(domain, SYSTEM, { group: '3B', person })
  await setSetting(domain, SYSTEM, { scope: 'group', subject: '3B' }, 'quota.default', '50GB')
  await openSession(domain, { state: 'signed-in', person, place: at })
  await beginLoginFlow(domain, { client: 'Mozilla/5.0 (Linux) mirall/3.16.7', place: at })
  await countGuess(domain, { address: at, login: 'nobody', person: undefined }).catch(() => {})
  return (await issueAppPassword(domain, SYSTEM, { person, name: 'kept' })).token
}

const write = (domain: Domain, path: string, text: string) =>
  writeFile(domain, claire, names(path), bytes(text), { hold })

async function files(domain: Domain): Promise<void> {
  for (const path of ['/Éléments de cours', '/Éléments de cours/📐 géométrie', '/Vieux'])
    await makeFolder(domain, claire, names(path), hold)
  await write(domain, '/leer', '')
  for (const text of ['premier jet', 'deuxième jet', 'troisième jet'])
    await write(domain, '/Éléments de cours/fiche.txt', text)
  await write(domain, '/Éléments de cours/📐 géométrie/angles.csv', 'a;b;c\n'.repeat(2_000))
  await copy(domain, claire, names('/Éléments de cours'), names('/Éléments (copie)'), {
    ...{ hold, overwrite: false, shallow: false },
  })
  for (const path of ['/Vieux/devoir.md', '/Vieux/purgé.md']) await write(domain, path, `# ${path}\n`)
  await remove(domain, claire, names('/Vieux/purgé.md'), { hold })
  await emptyTrash(domain, claire)
  await remove(domain, claire, names('/Vieux'), { hold })
  async function* parts(): AsyncGenerator<BulkPart> {
    for (const name of ['un', 'deux', 'trois']) {
      const checksums = [`MD5:${createHash('md5').update(name).digest('hex')}`]
      yield { path: [`${name}.txt`], wish: { hold }, checksums, body: bytes(name) }
    }
  }
  await writeBulk(domain, claire, parts())
}

async function uploads(domain: Domain): Promise<void> {
  for (const name of ['whole', 'half']) {
    await beginUpload(domain, claire, name, { total: 30 })
    for (const part of [1, 2])
      await addChunk(domain, claire, name, String(part), bytes(`${name} ${part}`.padEnd(10)), {})
  }
  await addChunk(domain, claire, 'whole', '3', bytes('whole 3'.padEnd(10)), {})
  await assemble(domain, claire, 'whole', ['assemblé.bin'], { hold, overwrite: false, total: 30 })
}

async function marks(domain: Domain): Promise<void> {
  await adjustAt(
    domain,
    claire,
    ['deux.txt'],
    [
      { what: 'favourite', on: true },
      { what: 'property', name: '{http://example.org/}colour', value: 'blue' },
      { what: 'mtime', seconds: 1_600_000_000 },
    ],
    hold,
  )
  await takeLock(domain, claire, ['un.txt'], {
    ...{ kind: 'dav', scope: 'exclusive', depth: '0', owner: 'claire', timeout: null, hold },
  })
  const { node } = (await look(domain, claire, names('/Éléments de cours'), [])).self
  await giveShare(domain, { node: node.id, sharer: claire.person, recipient: "n'golo.oconnor" })
}
