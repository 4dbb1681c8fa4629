import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Reader } from '../../storage/records/records.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { addPerson } from '../accounts/people/add.ts'
import type { Person } from '../accounts/people/person.ts'
import type { Domain } from '../domain.ts'

/**
 * Follows from the instance's secret, so that every process and every restart names the same one and the
 * database holds nothing that opens it.
 */
const setupToken = (domain: Domain): string =>
  createHmac('sha256', domain.secret)
    .update(`first administrator of ${domain.instanceId}`)
    .digest('base64url')

const isWithoutPeople = async (reader: Reader): Promise<boolean> =>
  (await reader.get('SELECT 1 AS found FROM person LIMIT 1')) === undefined

/** The path at which the first administrator is made, or undefined once there is anybody. */
export async function setupAddress(domain: Domain): Promise<string | undefined> {
  return (await domain.records.read(isWithoutPeople)) ? `/setup/${setupToken(domain)}` : undefined
}

export async function maySetUp(domain: Domain, token: string): Promise<boolean> {
  const expected = Buffer.from(setupToken(domain))
  const given = Buffer.from(token)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  return await domain.records.read(isWithoutPeople)
}

/** Longer than hashing a password takes; a process that dies in between holds nobody up for long. */
const CLAIM_SECONDS = 60
const CLAIM = `INSERT INTO instance (name, value) VALUES ('setup', ?) ON CONFLICT (name)
  DO UPDATE SET value = excluded.value WHERE CAST(instance.value AS BIGINT) < ?`

/**
 * The first administrator; of those who try at the same moment one succeeds.
 * @throws Refusal `gone` (`setup-over`) when there is somebody, `busy` while another request is at it,
 * and whatever a new account can be refused for.
 */
export async function makeFirstAdministrator(
  domain: Domain,
  wanted: { id: string; name: string; password: string; language: string },
): Promise<Person> {
  const now = seconds(domain.now())
  await domain.records.write([], async (writer) => {
    if (!(await isWithoutPeople(writer))) throw new Refusal('gone', 'setup-over')
    if ((await writer.run(CLAIM, String(now), now - CLAIM_SECONDS)) !== 1) throw new Refusal('busy', 'busy')
  })
  try {
    return await addPerson(domain, SYSTEM, { ...wanted, admin: true })
  } finally {
    await domain.records.write([], (writer) => writer.run("DELETE FROM instance WHERE name = 'setup'"))
  }
}
