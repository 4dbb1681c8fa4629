import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const get = (path: string) => house.stranger.send({ method: 'GET', path })

test.each([
  '/apps/theming/img/core/filetypes/folder.svg',
  '/index.php/apps/theming/img/core/filetypes/application-pdf.svg',
  '/apps/theming/img/core/filetypes/something-unheard-of.svg',
  '/core/img/actions/add.svg',
  '/core/img/actions/delete.svg',
  '/apps/notifications/img/notifications-dark.svg',
])('%s is a picture that anybody may have', async (path) => {
  const { status, text, header } = await get(path)
  expect([status, header('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(text).toMatch(/^<svg [^>]*>(?:<path d="[^"]+"\/>)+<\/svg>$/)
  expect(header('cache-control')).toContain('max-age=86400')
})

test('the icon of the instance; a logo that nobody made is not there', async () => {
  const icon = await get('/index.php/apps/theming/icon')
  expect(icon.header('content-type')).toBe('image/png')
  expect(icon.body.subarray(1, 4).toString()).toBe('PNG')
  expect((await get('/apps/theming/image/logo')).status).toBe(404)
  expect((await get('/core/img/actions/constructor.svg')).status).toBe(404)
})
