import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, refusal, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { addAcademy, changeAcademy, removeAcademy } from '../academies/change.ts'
import { listAcademies } from '../academies/list.ts'
import { findPicture } from '../academies/picture.ts'
import { changePerson } from '../accounts/people/change.ts'
import { readPreferences } from '../accounts/preferences/preferences.ts'
import type { Domain } from '../domain.ts'
import { setSetting } from '../settings/set.ts'
import { addTile, changeTile, orderTiles, removeTile } from './change.ts'
import { hasPortal, isPortalFirst, markTile, readPortal } from './mine.ts'
import { listTiles } from './tile.ts'

const picture = (text: string) => ({ mime: 'image/png', bytes: Buffer.from(text) })
const ids = (tiles: readonly { id: string }[]): string => tiles.map(({ id }) => id).join(' ')

/** The tiles of an academy, and what somebody makes of them. */
export function portalSuite(engine: string): void {
  describe(`portal: ${engine}`, () => {
    let world: World
    let domain: Domain
    let zoe: Member
    const person = { id: 'zoe', academy: 'dijon' }
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      zoe = await world.person('zoe')
      for (const id of ['dijon', 'lyon']) await addAcademy(domain, SYSTEM, id, { name: id })
      await changePerson(domain, SYSTEM, 'zoe', { academy: 'dijon' })
    })
    afterEach(() => world?.close())

    const add = (id: string, more: object = {}) =>
      addTile(domain, SYSTEM, 'dijon', { id, address: `https://${id}.example.org`, ...more })

    test('tiles stand as they were added, until they are put in order', async () => {
      await add('evento', { name: ' Evento ', line: 'Des rendez-vous' })
      await add('filesender')
      await add('visio')
      await addTile(domain, SYSTEM, 'lyon', { id: 'evento', address: 'https://lyon.example.org/' })
      expect(await listTiles(domain, 'dijon')).toMatchObject([
        { id: 'evento', name: 'Evento', address: 'https://evento.example.org/', line: 'Des rendez-vous' },
        { id: 'filesender', name: 'filesender', line: '' },
        { id: 'visio' },
      ])
      expect(ids(await orderTiles(domain, SYSTEM, 'dijon', ['visio', 'evento', 'visio']))).toBe(
        'visio evento filesender',
      )
      await add('tribu')
      expect(ids(await listTiles(domain, 'dijon'))).toBe('visio evento filesender tribu')
      await changeTile(domain, SYSTEM, { academy: 'dijon', id: 'evento' }, { line: '' })
      await removeTile(domain, SYSTEM, { academy: 'dijon', id: 'visio' })
      expect((await listTiles(domain, 'dijon'))[0]).toMatchObject({ id: 'evento', name: 'Evento', line: '' })
      expect(await listTiles(domain, 'lyon')).toMatchObject([{ address: 'https://lyon.example.org/' }])
      expect(await listTiles(domain, '')).toEqual([])
    })

    test('what cannot be a tile is refused, and nothing is kept of it', async () => {
      for (const address of [
        ...[
          'http://evento.example.org',
          'javascript:alert(1)',
          'data:text/html,x',
          'https://',
          '//x.example',
          '',
        ],
        ...[
          'https://u:p@x.example',
          'https://x.example/<b>',
          'https://x.example/ y',
          'ftp://x.example',
          'https:\\\\x',
        ],
        `https://x.example/${'y'.repeat(500)}`,
      ])
        await expect(add('x', { address }), address).rejects.toMatchObject(
          refusal('bad-request', 'tile-address'),
        )
      await expect(add('X y')).rejects.toMatchObject(refusal('bad-request', 'tile-id'))
      await expect(add('x', { name: 'a\nb' })).rejects.toMatchObject(refusal('bad-request', 'text-line'))
      expect(await listTiles(domain, 'dijon')).toEqual([])
      await add('x')
      await expect(add('x')).rejects.toMatchObject(refusal('exists', 'tile-exists'))
      for (const act of [
        () => changeTile(domain, SYSTEM, { academy: 'lyon', id: 'x' }, {}),
        () => removeTile(domain, SYSTEM, { academy: 'dijon', id: 'y' }),
        () => orderTiles(domain, SYSTEM, 'dijon', ['x', 'y']),
        () => markTile(domain, zoe, person, { tile: 'y', favourite: true }),
      ])
        await expect(act()).rejects.toMatchObject(refusal('not-found', 'tile-missing'))
      await expect(
        addTile(domain, zoe, 'dijon', { id: 'z', address: 'https://z.example' }),
      ).rejects.toMatchObject(refusal('not-permitted', 'administrators-only'))
      await expect(
        addTile(domain, SYSTEM, 'x', { id: 'z', address: 'https://z.example' }),
      ).rejects.toMatchObject(refusal('not-found', 'academy-missing'))
    })

    test('there is an end to how many stand on one page', async () => {
      for (let at = 0; at < 60; at++) await add(`t${at}`)
      await expect(add('more')).rejects.toMatchObject(refusal('conflict', 'tiles-many'))
    })

    test('favourites stand first as they were chosen, for one person, and follow what becomes of the tiles', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await add(id)
      const mark = (tile: string, favourite = true) => markTile(domain, zoe, person, { tile, favourite })
      await mark('c')
      await mark('a')
      await mark('c')
      const now = await readPortal(domain, person)
      expect([ids(now.favourites), ids(now.others)]).toEqual(['a c', 'b d'])
      await world.person('paul')
      expect(ids((await readPortal(domain, { id: 'paul', academy: 'dijon' })).favourites)).toBe('')
      await removeTile(domain, SYSTEM, { academy: 'dijon', id: 'a' })
      expect(ids((await readPortal(domain, person)).favourites)).toBe('c')
      await mark('d')
      expect((await readPreferences(domain, 'zoe')).tiles).toEqual(['c', 'd'])
      await mark('c', false)
      expect(ids((await readPortal(domain, person)).favourites)).toBe('d')
      expect(await readPortal(domain, { id: 'zoe', academy: '' })).toEqual({ favourites: [], others: [] })
    })

    test('the portal is first only where an academy says so and has something to show', async () => {
      const place = { scope: 'academy', subject: 'dijon' } as const
      expect([await hasPortal(domain, person), await isPortalFirst(domain, person)]).toEqual([false, false])
      await setSetting(domain, SYSTEM, place, 'portal.first', 'yes')
      expect(await isPortalFirst(domain, person)).toBe(false)
      await add('a')
      expect([await hasPortal(domain, person), await isPortalFirst(domain, person)]).toEqual([true, true])
      await setSetting(domain, SYSTEM, place, 'portal.first', null)
      expect(await isPortalFirst(domain, person)).toBe(false)
    })

    test('pictures are found by what they show, replaced, and gone with what they were of', async () => {
      const tile = await add('a', { picture: picture('one') })
      expect(tile.picture).toMatch(/^[0-9a-f]{32}$/)
      expect(await findPicture(domain, tile.picture!)).toEqual(picture('one'))
      for (const wrong of ['', '0'.repeat(32), `${tile.picture}0`, '../x'])
        expect(await findPicture(domain, wrong)).toBeUndefined()
      const other = await changeTile(
        domain,
        SYSTEM,
        { academy: 'dijon', id: 'a' },
        { picture: picture('two') },
      )
      expect(await findPicture(domain, tile.picture!)).toBeUndefined()
      await changeAcademy(domain, SYSTEM, 'dijon', { logo: picture('logo') })
      const logo = (await listAcademies(domain)).find(({ id }) => id === 'dijon')!.logo!
      expect((await findPicture(domain, logo))?.bytes.toString()).toBe('logo')
      await removeTile(domain, SYSTEM, { academy: 'dijon', id: 'a' })
      expect(await findPicture(domain, other.picture!)).toBeUndefined()
      await add('b', { picture: picture('b') })
      await changePerson(domain, SYSTEM, 'zoe', { academy: '' })
      await removeAcademy(domain, SYSTEM, 'dijon')
      for (const table of ['academy_picture', 'tile'])
        expect(await domain.records.get(`SELECT count(*) AS count FROM ${table}`)).toEqual({ count: 0 })
    })
  })
}
