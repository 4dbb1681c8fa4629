import { createHmac } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import type { Session } from '../sessions/session.ts'
import { CHALLENGE_SECONDS, isChallenge, newChallenge, type Purpose, spendChallenge } from './challenge.ts'
import { enrol, holderOf } from './enrol.ts'
import { FACTOR, type FactorRow } from './factor.ts'
import { demandFresh } from './fresh.ts'

/** Passkeys belong to the name of an instance: under another one they open nothing. */
export interface Site {
  /** Such as `https://cloud.example.org`. */
  readonly origin: string
  /** Its name alone, such as `cloud.example.org`. */
  readonly host: string
  readonly name: string
}

/** Loaded when a passkey answers: it is large. */
const library = () => import('@simplewebauthn/server')

const PER_PERSON = 20
const NAME_LENGTH = 64
/** Characters: no key needs more. */
const LONGEST = 12_000
const timeout = CHALLENGE_SECONDS * 1000
/** EdDSA, ES256 and RS256, as COSE numbers them: every authenticator has one of them. */
const ALGORITHMS = [-8, -7, -257]

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

const OWN = `SELECT ${FACTOR} FROM second_factor WHERE person = ? AND kind = 'passkey' ORDER BY id`
const BY_HANDLE = `SELECT ${FACTOR} FROM second_factor WHERE handle = ? AND kind = 'passkey'`
const INSERT = `INSERT INTO second_factor (id, person, kind, name, handle, data, counter, created)
  VALUES (?, ?, 'passkey', ?, ?, ?, ?, ?)`

interface Kept {
  /** The public key, COSE, base64url. */
  readonly key: string
  readonly transports: readonly string[]
}

const keptOf = (row: FactorRow): Kept => JSON.parse(row.data) as Kept

const ownKeys = async (domain: Domain, person: PersonId) =>
  (await domain.records.readOne((reader) => reader.all<FactorRow>(OWN, person))).map((row) => ({
    id: row.handle,
    type: 'public-key' as const,
    transports: keptOf(row).transports as AuthenticatorTransport[],
  }))

/** Tells an authenticator nothing of whom it belongs to. */
const userId = ({ secret }: Domain, person: PersonId): string =>
  createHmac('sha256', secret).update(`passkey user\0${person}`).digest('base64url')

/** What the browser needs to make a passkey. @throws Refusal, see `demandFresh`. */
export async function offerPasskey(
  domain: Domain,
  session: Session,
  { host, name }: Site,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  demandFresh(domain, session)
  const person = session.person!
  return {
    rp: { id: host, name },
    user: { id: userId(domain, person.id), name: person.id, displayName: person.name },
    challenge: base64(newChallenge(domain, { what: 'register', binding: session.hash })),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    ...{ timeout, attestation: 'none' },
    excludeCredentials: await ownKeys(domain, person.id),
    authenticatorSelection: {
      ...{ residentKey: 'preferred', requireResidentKey: false, userVerification: 'preferred' },
    },
  }
}

/**
 * @param made what the browser answered, as JSON.
 * @returns recovery codes, when this is the first second factor.
 * @throws Refusal `bad-request` (`passkey-wrong`), `exists`, `too-many`; see also `demandFresh`.
 */
export async function addPasskey(
  domain: Domain,
  session: Session,
  made: { response: string; name: string; site: Site; place: string },
): Promise<string[]> {
  demandFresh(domain, session)
  const { credential, challenge } = await verifiedNew(domain, session, made)
  const holder = holderOf(session, made.place)
  const { person } = holder
  return await domain.records.write([], async (writer) => {
    await spendChallenge(writer, domain, challenge)
    const held = await writer.all<FactorRow>(OWN, person)
    if (held.length >= PER_PERSON) throw new Refusal('too-many', 'passkeys', { facts: { count: PER_PERSON } })
    if ((await writer.get(BY_HANDLE, credential.id)) !== undefined)
      throw new Refusal('exists', 'passkey-known')
    const kept: Kept = {
      key: base64(credential.publicKey),
      transports: credential.transports ?? [],
    }
    const name = made.name.toWellFormed().trim().slice(0, NAME_LENGTH)
    return await enrol(
      writer,
      domain,
      { session, holder },
      {
        change: 'passkey-added',
        insert: async () => {
          await writer.run(
            ...[INSERT, await writer.ids('row'), person, name, credential.id],
            ...[JSON.stringify(kept), credential.counter, seconds(domain.now())],
          )
        },
      },
    )
  })
}

async function verifiedNew(
  domain: Domain,
  session: Session,
  { response, site }: { response: string; site: Site },
) {
  const { verifyRegistrationResponse } = await library()
  let challenge = ''
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: parsed<RegistrationResponseJSON>(response),
      expectedChallenge: (sent) => {
        challenge = sent
        return isChallenge(domain, { what: 'register', binding: session.hash }, sent)
      },
      ...{ expectedOrigin: site.origin, expectedRPID: site.host, requireUserVerification: false },
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (verified) return { credential: registrationInfo.credential, challenge }
  } catch {
    // The library says what is wrong with it in a sentence for programmers.
  }
  throw new Refusal('bad-request', 'passkey-wrong')
}

function parsed<Answer extends { id: string }>(text: string): Answer {
  if (text.length > LONGEST) throw new Error('too long')
  const answer = JSON.parse(text) as Answer
  if (typeof answer?.id !== 'string') throw new Error('no answer of an authenticator')
  return answer
}

/** What the browser needs to ask for a passkey of anybody’s, who must then be verified: it stands for the password, too. */
export const askAnyPasskey = (domain: Domain, purpose: Purpose, { host: rpId }: Site) => ({
  ...{ rpId, timeout, userVerification: 'required' as const },
  challenge: base64(newChallenge(domain, purpose)),
})

/** The same for one of somebody’s own, after another proof. */
export const askPasskey = async (domain: Domain, purpose: Purpose, site: Site, person: PersonId) => ({
  ...askAnyPasskey(domain, purpose, site),
  userVerification: 'discouraged' as const,
  allowCredentials: await ownKeys(domain, person),
})

const USED = 'UPDATE second_factor SET counter = ?, last_used = ? WHERE id = ? AND counter <= ?'
const UNLOCK = "UPDATE second_factor SET counter = 0 WHERE person = ? AND kind = 'totp'"

/**
 * @param answer what the browser answered, as JSON.
 * @param person whose it must be; when absent the authenticator must have verified its owner, since it stands for the
 *   password, too.
 * @returns whose it is.
 * @throws Refusal `not-signed-in` (`passkey-wrong`).
 */
export async function checkPasskey(
  domain: Domain,
  purpose: Purpose,
  answer: { response: string; site: Site },
  person?: PersonId,
): Promise<PersonId> {
  const wrong = new Refusal('not-signed-in', 'passkey-wrong')
  const proof = await verifiedOld(domain, purpose, answer, person === undefined).catch(() => undefined)
  if (proof === undefined || (person !== undefined && proof.row.person !== person)) throw wrong
  const { row, counter, challenge } = proof
  await domain.records.write([], async (writer) => {
    await spendChallenge(writer, domain, challenge)
    const now = seconds(domain.now())
    if ((await writer.run(USED, counter, now, row.id, counter)) !== 1) throw wrong
    await writer.run(UNLOCK, row.person)
  })
  return row.person
}

async function verifiedOld(
  domain: Domain,
  purpose: Purpose,
  { response: text, site }: { response: string; site: Site },
  requireUserVerification: boolean,
): Promise<{ row: FactorRow; counter: number; challenge: string } | undefined> {
  const response = parsed<AuthenticationResponseJSON>(text)
  const row = await domain.records.get<FactorRow>(BY_HANDLE, response.id)
  if (row === undefined) return undefined
  const { verifyAuthenticationResponse } = await library()
  const { key, transports } = keptOf(row)
  let challenge = ''
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (sent) => {
      challenge = sent
      return isChallenge(domain, purpose, sent)
    },
    ...{ expectedOrigin: site.origin, expectedRPID: site.host, requireUserVerification },
    credential: {
      ...{ id: row.handle, counter: row.counter, transports: [...transports] },
      publicKey: new Uint8Array(Buffer.from(key, 'base64url')),
    },
  })
  return verified ? { row, counter: authenticationInfo.newCounter, challenge } : undefined
}
