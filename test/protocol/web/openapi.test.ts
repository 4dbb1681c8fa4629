import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROUTES } from '../../../server/src/protocols/web/routes.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { speaker } from './api.ts'

const GOLDEN = join(import.meta.dirname, '../../golden/web/openapi.json')

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('the API is described to everybody, as it is kept', async () => {
  const { status, json } = await house.stranger.send({ method: 'GET', path: '/api/v1/openapi.json' })
  expect(status).toBe(200)
  // A change of the description is a change of what other programs rely on: kept anew on purpose, never by chance
  // (`node tools/keep-openapi.ts`).
  expect(json()).toEqual(JSON.parse(await readFile(GOLDEN, 'utf8')))
})

test('no route is open to nobody', async () => {
  const nobody = speaker(house.stranger)
  for (const { method, path, body } of ROUTES) {
    const at = path.replace(/\{\w+\}/g, '1')
    const { status } = await nobody.call(method, at, body === undefined ? undefined : {})
    expect([method, path, status]).toEqual([method, path, 401])
  }
})
