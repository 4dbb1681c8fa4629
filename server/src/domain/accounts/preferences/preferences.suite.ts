import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, refusal, type World } from '../../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../../vocabulary/actor.ts'
import type { Domain } from '../../domain.ts'
import { findPerson } from '../people/find.ts'
import { removePerson } from '../people/remove.ts'
import { changePreferences, type Preferences, readPreferences } from './preferences.ts'

/** How somebody wants the app. */
export function preferencesSuite(engine: string): void {
  describe(`preferences: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
    })
    afterEach(() => world?.close())

    const change = (wish: unknown) => changePreferences(domain, alice, wish as Preferences)

    test('what is not said stays, and the language is the person’s', async () => {
      expect(await readPreferences(domain, 'alice')).toEqual({})
      await change({ theme: 'dark', views: { files: 'grid' }, sort: { by: 'size', descending: true } })
      const all = await change({ views: { trash: 'list' }, tourSeen: true, language: 'en' })
      expect(all).toEqual({
        ...{ theme: 'dark', views: { files: 'grid', trash: 'list' }, tourSeen: true, language: 'en' },
        sort: { by: 'size', descending: true },
      })
      expect(await readPreferences(domain, 'alice')).toEqual(all)
      expect((await findPerson(domain, 'alice'))?.language).toBe('en')
      await world.person('bob')
      expect(await readPreferences(domain, 'bob')).toEqual({})
    })

    test('nothing that is not known is kept', async () => {
      for (const wrong of [
        { theme: 'pink' },
        { views: { films: 'grid' } },
        { views: 'grid' },
        { sort: { by: 'size' } },
        { sort: { by: 'taste', descending: true } },
        { tourSeen: 'yes' },
        { language: 'not a language' },
        { constructor: 1 },
        { anything: 'x'.repeat(10_000) },
      ])
        await expect(change(wrong)).rejects.toMatchObject(refusal('bad-request'))
      expect(await readPreferences(domain, 'alice')).toEqual({})
    })

    test('they go with the account', async () => {
      await change({ theme: 'dark' })
      await removePerson(domain, SYSTEM, 'alice')
      const left = await domain.records.get<{ count: number }>('SELECT count(*) AS count FROM preference')
      expect(left?.count).toBe(0)
    })
  })
}
