import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepSecret } from './secrets.ts'

let data: string
beforeEach(async () => {
  data = join(await mkdtemp(join(tmpdir(), 'secrets-')), 'data')
})
afterEach(() => rm(join(data, '..'), { recursive: true }))

test('a given secret is used, and nothing is written', async () => {
  expect(await keepSecret({ secret: 'given-to-every-process', data })).toBe('given-to-every-process')
  await expect(stat(data)).rejects.toThrow('ENOENT')
})

test('a made secret is kept for its owner alone', async () => {
  const secret = await keepSecret({ secret: undefined, data })
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await keepSecret({ secret: undefined, data })).toBe(secret)
})

test('processes that start together agree, and leave nothing behind', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => keepSecret({ secret: undefined, data })))
  expect(new Set(secrets).size).toBe(1)
  expect(await readdir(data)).toEqual(['secret'])
})

test('two instances have two secrets', async () => {
  const other = join(data, 'other')
  const [one, two] = [
    await keepSecret({ secret: undefined, data }),
    await keepSecret({ secret: undefined, data: other }),
  ]
  expect(one).not.toBe(two)
})

test('a damaged secret stops the start instead of being replaced', async () => {
  await keepSecret({ secret: undefined, data })
  await writeFile(join(data, 'secret'), '\n')
  await expect(keepSecret({ secret: undefined, data })).rejects.toThrow('too short')
})
