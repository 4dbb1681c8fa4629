import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  assertionOf,
  decode,
  encode,
  resign,
  unsigned,
  wrappings,
} from '../../../../../test/rigs/simplesamlphp/forge.ts'
import {
  openSimpleSamlPhp,
  type SimpleSamlPhp,
} from '../../../../../test/rigs/simplesamlphp/simplesamlphp.ts'
import { withTools } from '../../../../../test/rigs/with-tools.ts'
import { refusal } from '../../../../../test/rigs/world.ts'
import { acceptSettings, newSaml } from '../../../domain/providers/accept.ts'
import type { SamlSettings, Statement } from '../../../domain/providers/provider.ts'
import { fetchSafely } from '../fetch-safely.ts'
import { FollowedMetadata } from './follow-metadata.ts'
import { Saml } from './saml.ts'

const CALLBACK = 'https://nuage.example.org/login/saml/aen/acs'
const OURS = 'https://nuage.example.org/login/saml/aen/metadata'
const UNPROVEN = refusal('not-signed-in', 'provider-answer')

// A provider and a house, on a machine that has much else to do.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

withTools('simplesamlphp', 'SAML with simpleSAMLphp', () => {
  let provider: SimpleSamlPhp
  let saml: Saml
  let key: string
  /** One answer as it was really given, and the request that it answers. */
  let xml: string
  let request: string

  const speak = (settings: Partial<SamlSettings>, now?: () => number): Saml => {
    const all: SamlSettings = { ...newSaml(), internal: true, ...settings }
    return new Saml({ id: 'aen', kind: 'saml', name: 'AEN', enabled: true, settings: all }, all, now)
  }
  const take = (text: string, by = saml, secrets: Record<string, string> = { request }): Promise<Statement> =>
    by.finish({ fields: new Map([['SAMLResponse', encode(text)]]), callback: CALLBACK, state: 's', secrets })
  /** A real answer to a new request. */
  async function ask(by = saml): Promise<{ xml: string; request: string }> {
    const { address, secrets } = await by.begin({ state: 's', callback: CALLBACK, language: 'fr' })
    const { fields } = await provider.signIn(address, 'zoe')
    return { xml: decode(fields.SAMLResponse!), request: secrets.request! }
  }

  beforeAll(async () => {
    provider = await openSimpleSamlPhp()
    await provider.behave({
      people: {
        zoe: { uid: 'z-1', displayName: 'Zoé', mail: 'zoe@ac-dijon.fr', etab: ['0210001A', '0210002B'] },
      },
      services: { [OURS]: { AssertionConsumerService: CALLBACK } },
    })
    saml = speak({ metadata: provider.metadata })
    key = await provider.pem('first.key')
    ;({ xml, request } = await ask())
  })
  afterAll(() => provider?.dispose())

  const at = (seconds: number): string =>
    `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`

  test('says who signed in, with every attribute, as it was signed', async () => {
    const said = await take(xml)
    expect(said).toMatchObject({
      ...{ subject: 'z-1', answers: request, context: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' },
      attributes: { displayName: ['Zoé'], mail: ['zoe@ac-dijon.fr'], etab: ['0210001A', '0210002B'] },
      once: { id: `assertion ${/Assertion[^>]* ID="([^"]+)"/.exec(xml)![1]}` },
    })
    expect(said.sid).toMatch(/^_/)
    expect(said.once!.expires * 1000).toBeGreaterThan(Date.now())
    // The same, judged for itself, for whoever compares the request afterwards.
    expect(await take(xml, saml, {})).toEqual(said)
    expect(await take(resign(xml, key))).toEqual({ ...said })
    expect((await saml.describe()).join('\n')).toContain(`entity: ${provider.entity}`)
  })

  test('what was changed, wrapped or put in is not believed', async () => {
    const single = resign(xml, key)
    const admin = (text: string): string => text.replace('>z-1</saml:NameID>', '>admin</saml:NameID>')
    const bomb = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    const attacks: Record<string, string> = {
      ...{ forged: admin(single), 'forged below a whole signature': admin(xml), unsigned: unsigned(xml) },
      ...wrappings(xml, key),
      'a comment in the name': single.replace('>z-1<', '>z<!---->-1<'),
      'a section in the name': single.replace('>z-1<', '><![CDATA[z-1]]><'),
      'a document type': `<!DOCTYPE a>${single}`,
      'an entity bomb': bomb + single.replace('>z-1<', '>&c;<'),
      'an instruction': single.replace('>z-1<', '>z-1<?x?><'),
      'two assertions': single.replace(
        assertionOf(single),
        (one) => one + one.replace(/ ID="[^"]+"/, ' ID="_2"'),
      ),
      'an id in a namespace': single.replace('<saml:Subject>', '<saml:Subject xmlns:x="urn:x" x:ID="_x">'),
      'a stranger’s key': resign(xml, await strangersKey()),
      'SHA-1': resign(xml, key, 'sha1'),
      HMAC: single.replaceAll('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256'),
      'too long': `${single}${' '.repeat(300_000)}`,
      ...{ 'no XML': 'SAML', nothing: '', 'no answer': '<a/>' },
    }
    expect(Object.keys(attacks).filter((name) => attacks[name] === xml || attacks[name] === single)).toEqual(
      [],
    )
    for (const [name, text] of Object.entries(attacks))
      await expect(take(text), name).rejects.toMatchObject(UNPROVEN)
    await expect(take(single)).resolves.toMatchObject({ subject: 'z-1' })
    for (const sent of ['%%%', 'é', ''])
      await expect(
        saml.finish({
          fields: new Map([['SAMLResponse', sent]]),
          callback: CALLBACK,
          state: 's',
          secrets: {},
        }),
      ).rejects.toMatchObject(UNPROVEN)
  })

  test('what the provider itself signed is believed by whom it is for, when, and for what was asked', async () => {
    const change = (from: string | RegExp, to: string): string => {
      const changed = xml.replace(from, to)
      if (changed === xml) throw new Error(`nothing is ${from}`)
      return resign(changed, key)
    }
    const refused: Record<string, string> = {
      expired: change(/(Conditions [^>]*NotOnOrAfter=")[^"]+/, `$1${at(-90)}`),
      'a confirmation that expired': change(/(SubjectConfirmationData NotOnOrAfter=")[^"]+/, `$1${at(-90)}`),
      'a visit that ended': change(/(SessionNotOnOrAfter=")[^"]+/, `$1${at(-90)}`),
      'not yet valid': change(/(Conditions NotBefore=")[^"]+/, `$1${at(90)}`),
      'no end': change(/(<saml:SubjectConfirmationData) NotOnOrAfter="[^"]+"/, '$1'),
      'a time that is none': change(/(Conditions NotBefore=")[^"]+/, '$1yesterday'),
      'a foreign issuer': change(/(Assertion .*?<saml:Issuer>)[^<]+/s, '$1https://elsewhere.example.org'),
      'another audience': change(/<saml:Audience>[^<]+/, '<saml:Audience>https://elsewhere.example.org'),
      'no audience': change(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/s, ''),
      'no conditions': change(/<saml:Conditions.*<\/saml:Conditions>/s, ''),
      'another recipient': change(/Recipient="[^"]+"/, 'Recipient="https://elsewhere.example.org/acs"'),
      'another destination': change(/Destination="[^"]+"/, 'Destination="https://elsewhere.example.org/acs"'),
      'an answer to another request': change(/(Data [^>]*InResponseTo=")[^"]+/, '$1_other'),
      'another request around it': change(/(Response [^>]*InResponseTo=")[^"]+/, '$1_other'),
      unsolicited: resign(xml.replaceAll(/ InResponseTo="[^"]+"/g, ''), key),
      'a key that its holder must show': change('cm:bearer', 'cm:holder-of-key'),
      'nobody who signed in': change(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/s, ''),
      'two names': change(/(<saml:Subject>.*<\/saml:Subject>)/s, '$1$1'),
    }
    for (const [name, text] of Object.entries(refused))
      await expect(take(text), name).rejects.toMatchObject(UNPROVEN)
    await expect(take(xml, saml, { request: '_another' })).rejects.toMatchObject(UNPROVEN)
    const fine: Record<string, string> = {
      'a clock that is late': change(/(Conditions NotBefore=")[^"]+/, `$1${at(40)}`),
      'a clock that is early': change(/(Conditions [^>]*NotOnOrAfter=")[^"]+/, `$1${at(-20)}`),
    }
    for (const [name, text] of Object.entries(fine))
      await expect(take(text), name).resolves.toMatchObject({ subject: 'z-1' })
    // A name that changes with each sign-in is nobody's; another attribute has to say who it is.
    expect((await take(change('nameid-format:persistent', 'nameid-format:transient'))).subject).toBe('')
    await expect(take(change('status:Success', 'status:Responder'))).rejects.toMatchObject(
      refusal('not-signed-in', 'provider-refused'),
    )
  })

  test('a provider that signs too little or too weakly is not believed either', async () => {
    const ways = {
      'the whole alone': { 'saml20.sign.assertion': false },
      'SHA-1': { 'signature.algorithm': 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' },
      encrypted: { 'assertion.encryption': true },
    }
    for (const [name, self] of Object.entries(ways)) {
      await provider.behave({
        self,
        services: { [OURS]: { AssertionConsumerService: CALLBACK, certificate: 'first.crt' } },
      })
      const given = await ask()
      await expect(take(given.xml, saml, given), name).rejects.toMatchObject(UNPROVEN)
    }
    await provider.behave({ self: { 'saml20.sign.response': false } })
    const given = await ask()
    await expect(take(given.xml, saml, given)).resolves.toMatchObject({ subject: 'z-1' })
    const strict = speak({ metadata: provider.metadata, signedAnswers: true })
    await expect(take(given.xml, strict, given)).rejects.toMatchObject(UNPROVEN)
    await provider.behave({ self: {} })
  })

  test('requests are signed with a key of ours, which our metadata show', async () => {
    const pair = `${await provider.pem('first.key')}\n${await provider.pem('first.crt')}`
    const signing = speak({ metadata: provider.metadata, key: pair })
    const { address } = await signing.begin({ state: 's', callback: CALLBACK, language: 'fr' })
    expect(new URL(address).searchParams.get('SigAlg')).toContain('rsa-sha256')
    const ours = await signing.metadata(CALLBACK)
    expect(ours).toContain('AuthnRequestsSigned="true"')
    expect(ours.replaceAll(/\s/g, '')).toContain((await provider.pem('first.crt')).split('\n')[1])
    // It accepts no request that is not signed by who it knows.
    await provider.behave({
      self: { 'validate.authnrequest': true },
      services: { [OURS]: { AssertionConsumerService: CALLBACK, certificate: 'first.crt' } },
    })
    const given = await ask(signing)
    await expect(take(given.xml, signing, given)).resolves.toMatchObject({ subject: 'z-1' })
    await expect(ask()).rejects.toThrow(/no form/)
    await provider.behave({ self: {} })
  })

  test('keys may roll: new ones are found, old ones count until the new ones were read twice', async () => {
    let now = Date.now()
    const late = speak({ metadata: provider.metadata }, () => now)
    const followed = new FollowedMetadata({
      ...{ address: provider.metadata, fetch: fetchSafely({ internal: true }), now: () => now },
    })
    const [first] = (await followed.current()).certificates
    await ask(late)
    await provider.addKey('second')
    await provider.behave({ self: { privatekey: 'second.key', certificate: 'second.crt' } })
    const given = await ask(late)
    await expect(take(given.xml, late, given)).rejects.toMatchObject(UNPROVEN)
    now += 61_000
    await expect(take(given.xml, late, given)).resolves.toMatchObject({ subject: 'z-1' })
    // Answers under way when it rolled.
    await expect(take(resign(given.xml, key), late, given)).resolves.toMatchObject({ subject: 'z-1' })
    now += 3_600_000
    const both = (await followed.current()).certificates
    expect(both).toHaveLength(2)
    expect(both[1]).toBe(first)
    now += 3_600_000
    expect((await followed.current()).certificates).toEqual([both[0]])
    await provider.behave({ self: {} })
  })

  test('without its metadata it goes on for a day, and is down without any', async () => {
    let now = Date.now()
    let answer: Response | undefined
    const text = await (await fetch(provider.metadata)).text()
    const fetchIt = async (): Promise<Response> => answer?.clone() ?? Response.error()
    const followed = new FollowedMetadata({
      address: 'https://idp.example.org',
      fetch: fetchIt,
      now: () => now,
    })
    await expect(followed.current()).rejects.toThrow('answered 0')
    answer = new Response(text)
    const { entity } = await followed.current()
    expect(entity).toBe(provider.entity)
    answer = new Response('<html>', { status: 200 })
    now += 20 * 3_600_000
    expect((await followed.current()).entity).toBe(entity)
    now += 5 * 3_600_000
    await expect(followed.current()).rejects.toThrow('no XML')
    answer = new Response(text.replace('entityID', 'validUntil="2020-01-01T00:00:00Z" entityID'))
    await expect(followed.current()).rejects.toThrow('expired')
    for (const settings of [
      {},
      { metadata: 'http://127.0.0.1:9/metadata' },
      { metadata: provider.metadata, entity: 'x' },
    ])
      await expect(
        speak(settings).begin({ state: 's', callback: CALLBACK, language: 'fr' }),
      ).rejects.toMatchObject(refusal('unavailable', 'provider-down'))
  })

  test('metadata may be pasted instead of followed', async () => {
    const certificates = [await provider.pem('first.crt')]
    const usual = { ...newSaml(), metadata: 'https://idp.example.org/metadata' }
    const accepted = (settings: Partial<SamlSettings>) => () => acceptSettings({ ...usual, ...settings })
    await provider.addKey('weak', 1024)
    const wrong: Partial<SamlSettings>[] = [
      { certificates: [await provider.pem('weak.crt')] },
      { certificates: ['MIID'] },
      { key },
      { key: `${key}\n${await provider.pem('weak.crt')}` },
      { metadata: 'http://idp.example.org' },
      { entity: '' },
      { signOut: 'javascript:alert(1)' },
    ]
    for (const settings of wrong)
      expect(accepted(settings), JSON.stringify(settings)).toThrow(/provider-setting/)
    const halves = [{}, { entity: 'x', address: 'https://idp.example.org/' }, { entity: 'x', certificates }]
    for (const half of halves)
      expect(() => acceptSettings({ ...newSaml(), ...half })).toThrow(/provider-setting/)
    expect(accepted({ certificates, key: `${key}\n${certificates[0]}` })).not.toThrow()
    const address = `${new URL(provider.metadata).origin}/simplesaml/saml2/idp/SSOService.php`
    const pasted = speak({ entity: provider.entity, address, certificates })
    const given = await ask(pasted)
    await expect(take(given.xml, pasted, given)).resolves.toMatchObject({ subject: 'z-1' })
  })

  async function strangersKey(): Promise<string> {
    await provider.addKey('stranger')
    return await provider.pem('stranger.key')
  }
})
