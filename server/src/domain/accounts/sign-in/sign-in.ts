import type { Member } from '../../../vocabulary/actor.ts'
import { fold } from '../../../vocabulary/fold.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { whileNothingChanges } from '../../standing.ts'
import { appPasswordHash } from '../app-passwords/token.ts'
import { checkPassword, sealed, wasRight } from '../passwords/verify.ts'
import { readPersonRowByLogin } from '../people/find.ts'
import { PERSON_COLUMNS, type Person, type PersonRow, personOf } from '../people/person.ts'
import { demandPasswordAlone } from '../second-factor/require.ts'
import { countGuess } from './throttle.ts'
import { noteSeen, noteUse } from './touch.ts'

export interface Credentials {
  readonly login: string
  /** The account password, or an app password. */
  readonly password: string
  /** The address they come from. */
  readonly place: string
  /** The `appPasswordHash` of the password, for those who have made it already. */
  readonly hash?: string | undefined
  /** A page asks, which then asks for the second factor, too. */
  readonly page?: true
}

export interface SignedIn {
  readonly person: Person
  readonly member: Member
  readonly by: 'app-password' | 'account-password'
  /** Its id. */
  readonly appPassword?: number
}

/** @throws Refusal `not-signed-in` (`credentials-wrong`, `account-disabled`), `too-many`, `busy`. */
export async function signIn(domain: Domain, credentials: Credentials): Promise<SignedIn> {
  const hash = credentials.hash ?? appPasswordHash(credentials.password)
  return hash === undefined
    ? await byAccountPassword(domain, credentials)
    : await byAppPassword(domain, credentials, hash)
}

const TOKEN = `SELECT a.id AS token, a.login AS token_login, a.last_used, a.wipe, ${PERSON_COLUMNS}
  FROM app_password a JOIN person p ON p.id = a.person WHERE a.hash = ?`

interface TokenRow extends PersonRow {
  token: number
  token_login: string
  last_used: number | null
  wipe: number
}

const wrong = (): Refusal => new Refusal('not-signed-in', 'credentials-wrong')

/**
 * Runs on every request of every client: one read by an index. Never throttled, neither when right (a school
 * behind one address must not be locked out) nor when wrong (a device with a revoked one goes on trying, and
 * nobody guesses 428 bits).
 */
async function byAppPassword(domain: Domain, { login, place }: Credentials, hash: string): Promise<SignedIn> {
  const row = await readToken(domain, hash)
  if (row === undefined || row.wipe === 1 || !isCalled(row, login)) throw wrong()
  return admitToken(domain, row, place)
}

/** For `Bearer`, where no login name comes along. */
export async function signInByToken(domain: Domain, token: string, place: string): Promise<SignedIn> {
  const hash = appPasswordHash(token)
  const row = hash === undefined ? undefined : await readToken(domain, hash)
  if (row === undefined || row.wipe === 1) throw wrong()
  return admitToken(domain, row, place)
}

/** So many devices are known at a time without looking them up again. */
const DEVICES = 4096
const standing = whileNothingChanges<TokenRow | undefined>(DEVICES)

const readToken = (domain: Domain, hash: string): Promise<TokenRow | undefined> =>
  domain.records.readOne((reader) => standing(reader, hash, () => reader.get<TokenRow>(TOKEN, hash)))

function admitToken(domain: Domain, row: TokenRow, place: string): SignedIn {
  const admitted = admit(row, place)
  noteUse(domain, { id: row.token, person: row.id, place, lastUsed: row.last_used })
  return { ...admitted, by: 'app-password', appPassword: row.token }
}

/** The login name it was issued for, the current one, the id or the e-mail address. */
function isCalled(row: TokenRow, login: string): boolean {
  if (login === row.token_login) return true
  const folded = fold(login.trim())
  return (
    folded === row.folded ||
    folded === row.login ||
    folded === fold(row.token_login) ||
    (folded !== '' && folded === row.email_folded)
  )
}

async function byAccountPassword(domain: Domain, credentials: Credentials): Promise<SignedIn> {
  const { login, password, place } = credentials
  const row = await domain.records.read((reader) => readPersonRowByLogin(reader, login))
  if (row === undefined || !wasRight(domain, row, password))
    await demandRight(domain, row, { login, password, place })
  const admitted = admit(row!, place)
  if (!credentials.page) await demandPasswordAlone(domain, admitted.person)
  noteSeen(domain, row!)
  return { ...admitted, by: 'account-password' }
}

const guessing = new Map<string, Promise<boolean>>()

/** A program that sends the same password with many requests at once makes one guess, and costs one hash. */
async function demandRight(
  domain: Domain,
  row: PersonRow | undefined,
  credentials: Credentials,
): Promise<void> {
  const { login, password, place } = credentials
  const key = sealed(domain, row?.password ?? '', login, password, place)
  let guess = guessing.get(key)
  if (guess === undefined) {
    guess = countAndCheck(domain, row, credentials).finally(() => guessing.delete(key))
    guessing.set(key, guess)
  }
  if (!(await guess)) throw wrong()
}

async function countAndCheck(
  domain: Domain,
  row: PersonRow | undefined,
  { login, password, place }: Credentials,
): Promise<boolean> {
  const giveBack = await countGuess(domain, { address: place, login, person: row?.id })
  const matches = await checkPassword(domain, row, password)
  if (matches) await giveBack()
  return matches
}

function admit(row: PersonRow, place: string): Pick<SignedIn, 'person' | 'member'> {
  if (row.enabled !== 1) throw new Refusal('not-signed-in', 'account-disabled')
  const person = personOf(row)
  return { person, member: { kind: 'member', person: person.id, admin: person.admin, place } }
}
