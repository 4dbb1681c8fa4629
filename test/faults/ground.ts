import { expect } from 'vitest'
import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { decideConfig } from '../../server/src/runtime/config/config.ts'
import { readSettings } from '../../server/src/runtime/config/env.ts'
import { type House, openHouse } from '../../server/src/runtime/house.ts'
import { openLog } from '../../server/src/runtime/log.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type Program, startProgram } from './program.ts'
import { type Reply, Wire } from './wire.ts'

/** Settings by their names in the environment; the data folder is always among them. */
export type Settings = Readonly<Record<string, string>> & { readonly NUAGE_DATA: string }

/** The same house that the program opens, in this process. */
export const open = (settings: Settings): Promise<House> => {
  const from = { NUAGE_LISTEN: '127.0.0.1:0', ...settings }
  const folder = settings.NUAGE_DATA
  return openHouse(decideConfig(readSettings(from, folder), folder), openLog('silent'))
}

/** Adds people. @returns an app password of each. */
export async function furnish(settings: Settings, people: readonly string[]): Promise<Map<string, string>> {
  const house = await open(settings)
  const passwords = new Map<string, string>()
  for (const id of people) {
    await addPerson(house.domain, SYSTEM, { id })
    const { token } = await issueAppPassword(house.domain, SYSTEM, { person: id, name: 'fault run' })
    passwords.set(id, token)
  }
  await house.close()
  return passwords
}

/** The command that operators have, beside the running server: it finds nothing. */
export async function askDoctor(
  settings: Settings,
  options: readonly string[] = [],
  about = '',
): Promise<void> {
  const doctor = startProgram(settings, ['doctor', '--json', ...options])
  const code = await doctor.ended
  expect(code, `${about}: ${doctor.output()}`).toBe(0)
}

/** One person's files on a program of their own. */
export interface Ground {
  readonly program: Program
  readonly wire: Wire
  put(path: string, body: Buffer): Promise<Reply | undefined>
  get(path: string): Promise<Reply | undefined>
  send(method: string, path: string, headers?: Record<string, string>): Promise<Reply | undefined>
  /** Names in the person's root. */
  names(): Promise<string[]>
}

const FILES = '/remote.php/dav/files/alice/'

/** Starts the program and gives it one person, alice. */
export async function startGround(settings: Settings): Promise<Ground> {
  const passwords = await furnish(settings, ['alice'])
  const program = startProgram(settings)
  const wire = new Wire('alice', passwords.get('alice')!)
  wire.pointTo(await program.ready)
  return {
    program,
    wire,
    put: (path, body) => wire.send({ method: 'PUT', path: FILES + encodeURIComponent(path), body }),
    get: (path) => wire.send({ method: 'GET', path: FILES + encodeURIComponent(path) }),
    send: (method, path, headers = {}) =>
      wire.send({ method, path: FILES + encodeURIComponent(path), headers }),
    async names() {
      const listed = await wire.send({ method: 'PROPFIND', path: FILES, headers: { Depth: '1' } })
      expect(listed?.status).toBe(207)
      return [...listed!.body.toString().matchAll(/<d:href>[^<]*\/alice\/([^<]+)<\/d:href>/g)]
        .map(([, name]) => decodeURIComponent(name!).replace(/\/$/, ''))
        .sort()
    },
  }
}

/** Storage out of reach: a client may come again, and does not give up its whole run (webdav.md §4.2). */
export function expectUnavailable(reply: Reply | undefined): void {
  expect(reply?.status, reply?.body.toString()).toBe(503)
  expect(Number(reply!.headers['retry-after'])).toBeGreaterThan(0)
  const body = reply!.body.toString()
  if (body.includes('>Sabre\\DAV\\Exception\\ServiceUnavailable<'))
    expect(body).toContain('Storage is temporarily not available')
}

export function expectFull(reply: Reply | undefined): void {
  expect(reply?.status, reply?.body.toString()).toBe(507)
  expect(reply!.body.toString()).toContain('Sabre\\DAV\\Exception\\InsufficientStorage')
}
