import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, refusal, type World } from '../../../../test/rigs/world.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { changePerson } from '../accounts/people/change.ts'
import type { Domain } from '../domain.ts'
import { newOidc } from '../providers/accept.ts'
import { addProvider, removeProvider } from '../providers/change.ts'
import { setSetting } from '../settings/set.ts'
import { addAcademy, changeAcademy, removeAcademy } from './change.ts'
import { academyOfAddress } from './find-by-address.ts'
import { listAcademies, openAcademies } from './list.ts'

/** Where people belong, and what they choose to sign in. */
export function academiesSuite(engine: string): void {
  describe(`academies: ${engine}`, () => {
    let world: World
    let domain: Domain
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
    })
    afterEach(() => world?.close())

    const provider = (id: string) =>
      addProvider(domain, SYSTEM, {
        ...{ id, name: `S’identifier avec ${id}` },
        settings: newOidc({ issuer: `https://${id}.example.org`, client: 'nuage' }),
      })

    test('what was said of an academy is listed by its name; what is not said stays', async () => {
      await provider('aen')
      await provider('eduline')
      await addAcademy(domain, SYSTEM, 'versailles', { name: 'Académie de Versailles' })
      await addAcademy(domain, SYSTEM, 'dijon', {
        ...{ name: 'Académie de Dijon', region: 'Bourgogne-Franche-Comté', zone: 'Europe/Paris' },
        ...{ yearStarts: '08-20', providers: ['eduline', 'aen'], brand: { accent: '#123ABC' } },
        domains: [
          { domain: 'AC-Dijon.fr', signUp: true },
          { domain: 'élèves.example', signUp: false },
        ],
      })
      await changeAcademy(domain, SYSTEM, 'dijon', { brand: { line: 'Le Nuage des profs' } })
      const [dijon, versailles] = await listAcademies(domain)
      expect(dijon).toEqual({
        ...{ id: 'dijon', name: 'Académie de Dijon', region: 'Bourgogne-Franche-Comté' },
        ...{ zone: 'Europe/Paris', yearStarts: '08-20', enabled: true, providers: ['eduline', 'aen'] },
        brand: { accent: '#123abc', line: 'Le Nuage des profs' },
        domains: [
          { domain: 'ac-dijon.fr', signUp: true },
          { domain: 'xn--lves-5oae.example', signUp: false },
        ],
      })
      expect(versailles).toMatchObject({ id: 'versailles', providers: [], domains: [], brand: {} })
      await changeAcademy(domain, SYSTEM, 'versailles', { enabled: false })
      expect((await openAcademies(domain)).map(({ id }) => id)).toEqual(['dijon'])
    })

    test('an address finds its academy by the domain alone', async () => {
      await addAcademy(domain, SYSTEM, 'dijon', { domains: [{ domain: 'ac-dijon.fr', signUp: false }] })
      const all = await listAcademies(domain)
      for (const address of ['zoe@ac-dijon.fr', ' Zoé.Martin@AC-DIJON.FR ', 'x@ac-dijon.fr.'])
        expect(academyOfAddress(all, address)?.id, address).toBe('dijon')
      for (const address of ['', 'zoe', 'zoe@', '@ac-dijon.fr', 'zoe@evil-ac-dijon.fr', 'a@ac-dijon.fr@b.fr'])
        expect(academyOfAddress(all, address)?.id, address).toBeUndefined()
    })

    test('a domain belongs to one academy, and nothing is half done', async () => {
      await addAcademy(domain, SYSTEM, 'dijon', { domains: [{ domain: 'ac-dijon.fr', signUp: false }] })
      const taken = { name: 'Lyon', domains: [{ domain: 'AC-DIJON.FR', signUp: true }] }
      await expect(addAcademy(domain, SYSTEM, 'lyon', taken)).rejects.toMatchObject(
        refusal('exists', 'academy-domain-taken'),
      )
      expect((await listAcademies(domain)).map(({ id }) => id)).toEqual(['dijon'])
      await expect(addAcademy(domain, SYSTEM, 'dijon', {})).rejects.toMatchObject(refusal('exists'))
    })

    test('what makes no sense is refused', async () => {
      for (const id of ['', 'Dijon', '-a', 'a/b', 'é', 'a'.repeat(33)])
        await expect(addAcademy(domain, SYSTEM, id, {}), id).rejects.toMatchObject(refusal('bad-request'))
      for (const wrong of [
        { zone: 'Mars/Phobos' },
        { yearStarts: '02-29' },
        { yearStarts: '13-01' },
        { yearStarts: '9-1' },
        { brand: { accent: 'red' } },
        { brand: { help: 'javascript:alert(1)' } },
        { domains: [{ domain: 'no', signUp: false }] },
        { domains: [{ domain: '127.0.0.1', signUp: false }] },
      ])
        await expect(addAcademy(domain, SYSTEM, 'dijon', wrong), JSON.stringify(wrong)).rejects.toMatchObject(
          refusal('bad-request'),
        )
      await expect(addAcademy(domain, SYSTEM, 'dijon', { providers: ['none'] })).rejects.toMatchObject(
        refusal('not-found', 'provider-missing'),
      )
      const zoe = await world.person('zoe')
      await expect(addAcademy(domain, zoe, 'dijon', {})).rejects.toMatchObject(refusal('not-permitted'))
    })

    test('it stays while somebody belongs to it, and takes its settings along', async () => {
      await provider('aen')
      await addAcademy(domain, SYSTEM, 'dijon', { providers: ['aen'] })
      await setSetting(domain, SYSTEM, { scope: 'academy', subject: 'dijon' }, 'quota.default', '1GB')
      await world.person('zoe')
      await changePerson(domain, SYSTEM, 'zoe', { academy: 'dijon' })
      await expect(removeAcademy(domain, SYSTEM, 'dijon')).rejects.toMatchObject(
        refusal('conflict', 'academy-in-use'),
      )
      await changePerson(domain, SYSTEM, 'zoe', { academy: '' })
      await removeAcademy(domain, SYSTEM, 'dijon')
      await removeProvider(domain, SYSTEM, 'aen')
      for (const table of ['academy', 'academy_provider', 'provider', 'setting'])
        expect(await domain.records.get(`SELECT count(*) AS count FROM ${table}`)).toEqual({ count: 0 })
    })
  })
}
