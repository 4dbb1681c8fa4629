import { buffer } from 'node:stream/consumers'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import type { Domain } from '../../server/src/domain/domain.ts'
import { type Entry, list, look } from '../../server/src/domain/files/list.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { move } from '../../server/src/domain/files/move.ts'
import { findReadable, openFile } from '../../server/src/domain/files/open.ts'
import { type FileWish, writeFile } from '../../server/src/domain/files/write.ts'
import { NO_HOLD } from '../../server/src/domain/locks/lock.ts'
import { NO_RENDERER } from '../../server/src/domain/previews/renderer.ts'
import type { Quota } from '../../server/src/domain/settings/known.ts'
import { MemoryBlobs } from '../../server/src/storage/blobs/memory.ts'
import { type DatabaseAddress, openRecords } from '../../server/src/storage/records/open.ts'
import { type Member, type Sender, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { ALL, type Permissions } from '../../server/src/vocabulary/permissions.ts'
import { testEngine } from './engine.ts'
import { recount } from './recount.ts'
import { giveShare } from './shares.ts'

/** A domain without protocols, on the engine of the run, its blobs in memory. */
export interface World {
  readonly domain: Domain
  /** The same instance by connections of its own: what another process of it is. */
  neighbour(): Promise<Domain>
  /** Turns the clock on. */
  pass(seconds: number): void
  /** Seconds since 1970, as the domain sees it. */
  now(): number
  person(id: string, quota?: Quota): Promise<Member>
  /** Lets `who` see a node of somebody else's, in a folder of their own; returns the name it got. */
  share(
    from: Member,
    path: string,
    who: Member,
    wanted?: { at?: string; permissions?: Permissions; expires?: number | null },
  ): Promise<string>
  /** What the counters and references of all rows get wrong. */
  faults(): Promise<string[]>
  close(): Promise<void>
}

export const names = (path: string): string[] => path.split('/').filter((name) => name !== '')

const START = Date.UTC(2026, 10, 22, 4, 0, 0)

export async function openWorld(): Promise<World> {
  const engine = await testEngine()
  let now = START
  const address: DatabaseAddress = engine.database.startsWith('postgres')
    ? { kind: 'postgres', url: engine.database }
    : { kind: 'sqlite', file: engine.database }
  const records = await openRecords(address)
  const domain: Domain = {
    records,
    blobs: new MemoryBlobs(),
    now: () => now,
    renderer: NO_RENDERER,
    secret: Buffer.alloc(32, 7),
    throttle: true,
    instanceId: 'octest000000',
  }
  let neighbour: Promise<Domain> | undefined
  return {
    domain,
    neighbour() {
      neighbour ??= openRecords(address).then((own) => ({ ...domain, records: own }))
      return neighbour
    },
    pass: (seconds) => {
      now += seconds * 1000
    },
    now: () => Math.floor(now / 1000),
    async person(id, quota) {
      await addPerson(domain, SYSTEM, { id, ...(quota === undefined ? {} : { quota }) })
      return { kind: 'member', person: id, admin: false }
    },
    async share(from, path, who, { at = '/', permissions = ALL, expires = null } = {}) {
      const { node } = await statOf(domain, from, path)
      const { person: recipient } = who
      await giveShare(domain, { node: node.id, sharer: from.person, recipient, permissions, expires })
      const [name, ...more] = (await list(domain, who, [], [])).members.flatMap((entry) =>
        entry.isMountRoot && entry.node.id === node.id ? [entry.name] : [],
      )
      if (name === undefined || more.length > 0) throw new Error(`${path} is not seen once by ${recipient}`)
      if (at !== '/')
        await move(domain, who, [name], [...names(at), name], { overwrite: false, hold: NO_HOLD })
      return name
    },
    faults: () => records.survey(recount),
    async close() {
      await (await neighbour)?.records.close()
      await records.close()
      await engine.dispose()
    },
  }
}

export async function* bytes(text: string | Buffer): AsyncGenerator<Buffer> {
  if (text.length > 0) yield Buffer.from(text as string)
}

export const put = (
  domain: Domain,
  who: Sender,
  path: string,
  text: string | Buffer,
  wish: Partial<FileWish> = {},
) =>
  writeFile(domain, who, names(path), bytes(text), {
    hold: { person: who.kind === 'member' ? who.person : null, tokens: [] },
    ...wish,
  })

export const folder = (domain: Domain, who: Member, path: string) =>
  makeFolder(domain, who, names(path), { person: who.person, tokens: [] })

export async function textOf(domain: Domain, who: Sender, path: string): Promise<string> {
  const { node } = await findReadable(domain, who, names(path))
  return (await buffer(await openFile(domain, node, { start: 0, end: node.size }))).toString()
}

export const statOf = async (domain: Domain, who: Member, path: string): Promise<Entry> =>
  (await look(domain, who, names(path), [])).self

export const membersOf = async (domain: Domain, who: Member, path: string): Promise<string[]> =>
  (await list(domain, who, names(path), [])).members.map((entry) => entry.name)

/** For `toEqual` and `rejects`: a refusal of this kind. */
export const refusal = (kind: string, reason?: string) => ({
  name: 'Refusal',
  kind,
  ...(reason === undefined ? {} : { reason }),
})
