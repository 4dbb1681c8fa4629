import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, refusal, type World } from '../../../../../test/rigs/world.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import { addAcademy, changeAcademy } from '../../academies/change.ts'
import type { Domain } from '../../domain.ts'
import { newOidc } from '../../providers/accept.ts'
import { addProvider, changeProvider, mapGroup } from '../../providers/change.ts'
import { findProvider } from '../../providers/find.ts'
import type { Mapping, ProviderPolicy } from '../../providers/provider.ts'
import { roomIn } from '../../quota/room.ts'
import { setSetting } from '../../settings/set.ts'
import { addGroup } from '../groups/change.ts'
import { addMember } from '../groups/members.ts'
import { addPerson } from '../people/add.ts'
import { changePerson } from '../people/change.ts'
import { personDetails } from '../people/details.ts'
import { disablePerson } from '../people/enable.ts'
import { removePerson } from '../people/remove.ts'
import { joinIdentity, listIdentities, partIdentity } from './link.ts'
import { welcome } from './welcome.ts'

const MAPPING: Partial<Mapping> = {
  ...{ id: 'uid', academy: 'academy', groups: ['etab', 'discipline'], quota: 'quota' },
}

/** Who comes from a provider, and which account they get. */
export function identitiesSuite(engine: string): void {
  describe(`identities: ${engine}`, () => {
    let world: World
    let domain: Domain
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      await provider('aen')
      await addAcademy(domain, SYSTEM, 'dijon', {
        ...{ name: 'Dijon', providers: ['aen'], domains: [{ domain: 'ac-dijon.fr', signUp: false }] },
      })
      await addAcademy(domain, SYSTEM, 'lyon', {
        ...{ name: 'Lyon', providers: ['aen'], domains: [{ domain: 'ac-lyon.fr', signUp: false }] },
      })
    })
    afterEach(() => world?.close())

    const provider = async (id: string, policy: Partial<ProviderPolicy> = {}) => {
      const settings = newOidc({ issuer: `https://${id}.example.org`, client: 'nuage' })
      const mapping = { ...settings.mapping, ...MAPPING }
      await addProvider(domain, SYSTEM, { id, name: id, settings: { ...settings, mapping, ...policy } })
    }
    const policy = (id: string, wanted: Partial<ProviderPolicy>) =>
      changeProvider(domain, SYSTEM, id, { settings: (was) => ({ ...was, ...wanted }) })
    const come = async (
      subject: string,
      attributes: Record<string, unknown> = {},
      { from = 'aen', academy }: { from?: string; academy?: string } = {},
    ) =>
      welcome(domain, {
        provider: await findProvider(domain, from),
        statement: { subject, attributes },
        place: '192.0.2.1',
        ...(academy === undefined ? {} : { academy }),
      })
    const groupsOf = async (id: string) => (await personDetails(domain, id))!.groups

    test('the first time an account is made, set up and recorded; the second time it is the same', async () => {
      await setSetting(domain, SYSTEM, { scope: 'academy', subject: 'dijon' }, 'quota.default', '1GB')
      const zoe = { uid: 'zmartin', name: 'Zoé Martin', email: 'zoe.martin@ac-dijon.fr', academy: 'dijon' }
      const first = await come('4711', zoe)
      expect(first).toMatchObject({
        isNew: true,
        person: { id: 'zmartin', name: 'Zoé Martin', email: zoe.email, academy: 'dijon', hasPassword: false },
        member: { kind: 'member', person: 'zmartin', admin: false, place: '192.0.2.1' },
      })
      expect(first.person.firstSeen).toBe(world.now())
      const room = await domain.records.read((reader) => roomIn(reader, first.person.space))
      expect(room.quota).toBe(1024 ** 3)
      world.pass(3600)
      const second = await come('4711', zoe)
      expect(second).toMatchObject({ isNew: false, person: { id: 'zmartin' } })
      expect(second.person.firstSeen).toBe(world.now() - 3600)
      const verbs = await domain.records.read((reader) =>
        reader.all<{ verb: string }>("SELECT verb FROM audit WHERE subject = 'zmartin' ORDER BY id"),
      )
      expect(verbs.map(({ verb }) => verb)).toEqual(['person.add', 'identity.make'])
      expect(await world.faults()).toEqual([])
    })

    test('who gets another name, address and academy keeps the account', async () => {
      await come('4711', { uid: 'zmartin', name: 'Zoé Martin', email: 'z@ac-dijon.fr', academy: 'dijon' })
      const now = { uid: 'zdurand', name: 'Zoé Durand', email: 'z.durand@ac-lyon.fr', academy: 'lyon' }
      const { person, isNew } = await come('4711', now)
      expect([person.id, isNew]).toEqual(['zmartin', false])
      expect(person).toMatchObject({ name: 'Zoé Durand', email: 'z.durand@ac-lyon.fr', academy: 'lyon' })
      const same = await come('4711', {})
      expect(same.person).toMatchObject({ name: 'Zoé Durand', email: 'z.durand@ac-lyon.fr', academy: 'lyon' })
    })

    test('what is no text, no address or no academy of the provider is as good as not sent', async () => {
      await addAcademy(domain, SYSTEM, 'paris', { name: 'Paris' })
      const wild = { name: { first: 'x' }, email: 'not an address', academy: 'paris', etab: [null, 7, ['x']] }
      const { person } = await come('4711', wild)
      expect(person).toMatchObject({ id: '4711', name: '4711', email: '', academy: '' })
      await expect(come('', {})).rejects.toMatchObject(refusal('not-signed-in', 'provider-nobody'))
      await expect(come('x'.repeat(256))).rejects.toMatchObject(refusal('not-signed-in', 'provider-nobody'))
    })

    test('the academy follows from what is said, then from the address, then from the choice', async () => {
      const of = async (subject: string, attributes: object, academy?: string) =>
        (await come(subject, { ...attributes }, { ...(academy && { academy }) })).person.academy
      expect(await of('a', { academy: 'lyon', email: 'a@ac-dijon.fr' }, 'dijon')).toBe('lyon')
      expect(await of('b', { email: 'b@ac-dijon.fr' }, 'lyon')).toBe('dijon')
      expect(await of('c', {}, 'lyon')).toBe('lyon')
      // Who is known already does not change academy by choosing another one in the list.
      expect(await of('c', {}, 'dijon')).toBe('lyon')
      expect(await of('d', {}, 'paris')).toBe('')
      await changeAcademy(domain, SYSTEM, 'lyon', { providers: [] })
      expect(await of('d', {})).toBe('dijon')
    })

    test('nobody comes by somebody else’s account by a name', async () => {
      await addPerson(domain, SYSTEM, { id: 'admin', admin: true, email: 'admin@ac-dijon.fr' })
      await addPerson(domain, SYSTEM, { id: 'paul' })
      await changePerson(domain, SYSTEM, 'paul', { login: 'ppaul' })
      for (const [subject, attributes] of [
        ['admin', {}],
        ['s1', { uid: 'ADMIN', email: 'admin@ac-dijon.fr', academy: 'dijon' }],
        ['ppaul', {}],
        ['Paul', { uid: 'ppaul' }],
        ['../etc', {}],
      ] as const) {
        const { person, isNew } = await come(subject, attributes)
        expect([isNew, person.admin]).toEqual([true, false])
        if (subject !== 's1') expect(person.id).toMatch(/^f[0-9a-f]{20}$/)
      }
      expect((await come('s1')).person.id).toBe('s1')
    })

    test('a confirmed address of the same academy joins only where that is wished', async () => {
      await addPerson(domain, SYSTEM, { id: 'zoe', email: 'zoe@ac-dijon.fr', academy: 'dijon' })
      await addPerson(domain, SYSTEM, { id: 'root', email: 'r@ac-dijon.fr', academy: 'dijon', admin: true })
      await policy('aen', { joins: 'email' })
      const sent = { email: 'Zoe@ac-dijon.fr', academy: 'dijon', email_verified: true }
      expect((await come('1', { ...sent, email_verified: false })).person.id).toBe('1')
      await changePerson(domain, SYSTEM, '1', { email: '' })
      expect((await come('2', { ...sent, academy: 'lyon' })).person.id).toBe('2')
      await changePerson(domain, SYSTEM, '2', { email: '' })
      expect((await come('3', { ...sent, email: 'r@ac-dijon.fr' })).person.id).toBe('3')
      expect(await come('4', sent)).toMatchObject({ isNew: false, person: { id: 'zoe' } })
      expect((await come('4', {})).person.id).toBe('zoe')
      await policy('aen', { joins: 'never' })
      await changePerson(domain, SYSTEM, '3', { email: '' })
      expect((await come('5', sent)).person.id).toBe('5')
    })

    test('groups follow the provider, and what was done by hand stays', async () => {
      await addGroup(domain, SYSTEM, { id: 'profs' })
      await addGroup(domain, SYSTEM, { id: 'lettres' })
      await mapGroup(domain, SYSTEM, { provider: 'aen', name: '0210001A', group: 'profs' })
      await mapGroup(domain, SYSTEM, { provider: 'aen', name: 'LETTRES', group: 'lettres' })
      await come('zoe')
      await addMember(domain, SYSTEM, { person: 'zoe', group: 'lettres' })
      await come('zoe', { etab: ['0210001A', 'unknown'], discipline: 'LETTRES' })
      expect(await groupsOf('zoe')).toEqual(['lettres', 'profs'])
      await come('zoe', {})
      expect(await groupsOf('zoe')).toEqual(['lettres', 'profs'])
      await come('zoe', { etab: [] })
      expect(await groupsOf('zoe')).toEqual(['lettres'])
      await provider('other', { groups: 'make' })
      const long = 'Professeures et professeurs de lettres classiques du collège Marcelle Pardé'
      await come('z', { uid: 'x' }, { from: 'other' })
      await come('z', { etab: ['0210002B', long], discipline: 'a/b' }, { from: 'other' })
      expect(await groupsOf('x')).toEqual([
        'other:0210002B',
        expect.stringMatching(/^other:[0-9a-f]{24}$/),
        expect.stringMatching(/^other:[0-9a-f]{24}$/),
      ])
      await come('z', { etab: '0210002B', discipline: [] }, { from: 'other' })
      expect(await groupsOf('x')).toEqual(['other:0210002B'])
    })

    test('a group that two providers say is left when neither does any more', async () => {
      await provider('second')
      await addGroup(domain, SYSTEM, { id: 'profs' })
      for (const id of ['aen', 'second'])
        await mapGroup(domain, SYSTEM, { provider: id, name: 'P', group: 'profs' })
      await come('zoe', { etab: 'P' })
      await joinIdentity(domain, SYSTEM, { provider: 'second', subject: 'z', person: 'zoe' })
      await come('z', { etab: 'P' }, { from: 'second' })
      await come('zoe', { etab: [] })
      await come('z', { etab: 'P' }, { from: 'second' })
      expect(await groupsOf('zoe')).toEqual(['profs'])
      await come('z', { etab: [] }, { from: 'second' })
      expect(await groupsOf('zoe')).toEqual([])
    })

    test('no provider makes administrators', async () => {
      await expect(
        mapGroup(domain, SYSTEM, { provider: 'aen', name: 'chefs', group: 'admin' }),
      ).rejects.toMatchObject(refusal('not-permitted', 'administrators-unmapped'))
      await policy('aen', { groups: 'make' })
      const { person } = await come('zoe', { etab: 'admin' })
      expect(person.admin).toBe(false)
      expect(await groupsOf('zoe')).toEqual(['aen:admin'])
    })

    test('a quota that is said counts until an administrator says another one', async () => {
      await come('zoe', { quota: '5GB' })
      expect((await personDetails(domain, 'zoe'))?.quota).toBe(5 * 1024 ** 3)
      await changePerson(domain, SYSTEM, 'zoe', { quota: 7 * 1024 ** 3 })
      await come('zoe', { quota: '5GB' })
      expect((await personDetails(domain, 'zoe'))?.quota).toBe(7 * 1024 ** 3)
      await come('zoe', { quota: '6GB' })
      expect((await personDetails(domain, 'zoe'))?.quota).toBe(6 * 1024 ** 3)
    })

    test('who was disabled or removed is refused, and never made again', async () => {
      await come('zoe', { name: 'Zoé' })
      await disablePerson(domain, SYSTEM, 'zoe')
      await expect(come('zoe')).rejects.toMatchObject(refusal('not-signed-in', 'account-disabled'))
      await removePerson(domain, SYSTEM, 'zoe')
      await expect(come('zoe')).rejects.toMatchObject(refusal('not-signed-in', 'account-gone'))
      const kept = await domain.records.read((reader) => reader.all('SELECT * FROM identity'))
      expect(kept).toMatchObject([{ person: 'zoe', attributes: '{}', circles: '[]' }])
      expect((kept[0] as { subject: string }).subject).toMatch(/^#/)
      await partIdentity(domain, SYSTEM, { provider: 'aen', subject: 'zoe' })
      expect((await come('zoe')).person.id).toMatch(/^f[0-9a-f]{20}$/)
    })

    test('where accounts are not made, only those who are known come in', async () => {
      await policy('aen', { makes: false })
      await expect(come('zoe')).rejects.toMatchObject(refusal('not-signed-in', 'account-not-made'))
      await addPerson(domain, SYSTEM, { id: 'zoe' })
      await joinIdentity(domain, SYSTEM, { provider: 'aen', subject: '4711', person: 'ZOE' })
      expect((await come('4711')).person.id).toBe('zoe')
      await expect(
        joinIdentity(domain, SYSTEM, { provider: 'aen', subject: '4711', person: 'zoe' }),
      ).rejects.toMatchObject(refusal('exists', 'identity-taken'))
      expect(await listIdentities(domain, 'zoe')).toMatchObject([{ provider: 'aen', subject: '4711' }])
    })

    test('who comes by many windows at the same moment gets one account', async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => come('4711', { uid: 'zoe' })))
      expect(new Set(all.map(({ person }) => person.id))).toEqual(new Set(['zoe']))
      expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
      expect(await domain.records.get('SELECT count(*) AS count FROM person')).toEqual({ count: 1 })
    })

    test('whoever reads the database finds no secret of a provider', async () => {
      await changeProvider(domain, SYSTEM, 'aen', {
        settings: (was) => ({ ...was, secret: 'tres-secret' }) as typeof was,
      })
      const rows = JSON.stringify(await domain.records.read((reader) => reader.all('SELECT * FROM provider')))
      expect(rows).not.toContain('tres-secret')
      expect((await findProvider(domain, 'aen')).settings).toMatchObject({ secret: 'tres-secret' })
      const other = { ...domain, secret: Buffer.alloc(32, 8) }
      await expect(findProvider(other, 'aen')).rejects.toMatchObject(
        refusal('unavailable', 'provider-sealed'),
      )
    })
  })
}
