import { expect, test } from 'vitest'
import { signIn } from '../../server/src/domain/accounts/sign-in/sign-in.ts'
import { commandLine } from '../rigs/command-line.ts'
import { put } from '../rigs/world.ts'

const { nuage, json, inside } = commandLine()

test('the command line makes people, groups and app passwords', async () => {
  expect((await nuage(['group', 'add', 'maths', '--name', 'Maths'])).out).toBe('added maths')
  const typed =
    'user add alice --name Alice --email alice@example.org --group maths --quota 5GB --password-stdin'
  expect(await nuage(typed.split(' '), 'correct horse battery\n')).toEqual({
    code: 0,
    out: 'added alice',
    err: '',
  })
  expect(await json('user', 'show', 'ALICE')).toMatchObject({
    ...{ id: 'alice', name: 'Alice', email: 'alice@example.org', enabled: true, admin: false },
    ...{ groups: ['maths'], quota: 5 * 1024 ** 3, quotaFrom: 'person', used: 0, lastSeen: null },
  })
  const token = await json('token', 'add', 'alice', '--name', 'Laptop')
  expect(token).toEqual({
    user: 'alice',
    name: 'Laptop',
    appPassword: expect.stringMatching(/^[A-Za-z0-9]{72}$/),
  })
  expect((await nuage(['token', 'add', 'alice', '--name', 'X'])).out).toMatch(/^[A-Za-z0-9]{72}$/)

  await inside(async ({ domain }) => {
    for (const password of ['correct horse battery', token.appPassword])
      expect((await signIn(domain, { login: 'alice', password, place: '192.0.2.1' })).person.id).toBe('alice')
  })

  const [spare, laptop] = (await json('token', 'list', 'alice')).sort(
    (a: { name: string }, b: { name: string }) => b.name.localeCompare(a.name),
  )
  expect([spare.name, laptop.name]).toEqual(['X', 'Laptop'])
  await json('token', 'remove', 'alice', String(spare.id))
  await json('token', 'wipe', 'alice', String(laptop.id))
  expect(await json('token', 'list', 'alice')).toMatchObject([{ id: laptop.id, wipe: true }])
  expect((await nuage(['token', 'list', 'alice'])).out).toMatch(/Laptop\t.*to be wiped$/)

  expect((await json('user', 'disable', 'alice')).enabled).toBe(false)
  expect((await json('user', 'enable', 'alice')).enabled).toBe(true)
  expect(await json('user', 'set', 'alice', '--quota', 'none', '--admin')).toMatchObject({
    ...{ quota: null, admin: true, groups: ['admin', 'maths'] },
  })
  expect(await json('user', 'set', 'alice', '--quota', 'default', '--no-admin', '--name', 'A')).toMatchObject(
    {
      ...{ quota: 100 * 1024 ** 3, quotaFrom: 'default', admin: false, name: 'A' },
    },
  )
  await json('group', 'remove-member', 'maths', 'alice')
  await json('group', 'add-member', 'maths', 'alice')
  expect(await json('group', 'list', 'maths')).toEqual([{ id: 'alice', name: 'A' }])
  expect((await json('group', 'list')).map(({ id }: { id: string }) => id)).toEqual(['admin', 'maths'])
  expect((await json('user', 'list')).map(({ id }: { id: string }) => id)).toEqual(['alice'])
  await json('group', 'remove', 'maths')
  await json('user', 'remove', 'alice')
  expect(await json('user', 'list')).toEqual([])
})

test('what somebody has is given to a colleague, after it was said what that is', async () => {
  await json('user', 'add', 'ada', '--name', 'Ada Noël')
  await json('user', 'add', 'bea', '--quota', '10B')
  await inside(({ domain }) =>
    put(domain, { kind: 'member', person: 'ada', admin: false }, '/été.txt', 'more than ten bytes'),
  )
  const hand = ['user', 'hand-over', 'ada', '--to', 'bea']
  const told = { from: 'ada', to: 'bea', files: 1, folders: 0, bytes: 19, shares: 0, links: 0, trashed: 0 }
  expect(await json(...hand, '--dry-run')).toMatchObject({ ...told, dryRun: true, folder: '', free: 10 })
  expect((await nuage([...hand, '--dry-run'])).out).toMatch(
    /^ada would hand over to bea: 1 files.*\nthere is not enough room/,
  )
  expect(await nuage(hand)).toMatchObject({ code: 1, out: '' })
  await json('user', 'set', 'bea', '--quota', 'default')
  expect(await json(...hand)).toMatchObject({ ...told, dryRun: false, folder: 'Ada Noël' })
  expect((await json('user', 'show', 'bea')).used).toBe(19)
  expect(await nuage(['user', 'hand-over', 'ada'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--to'),
  })
  for (const id of ['ada', 'bea']) await json('user', 'remove', id)
})

test('settings say what applies and who says so', async () => {
  expect(await json('settings', 'get', 'quota.default')).toEqual({
    ...{ name: 'quota.default', value: String(100 * 1024 ** 3), from: 'default', subject: '' },
  })
  await json('settings', 'set', 'quota.default', '1 GB')
  expect((await nuage(['settings', 'list'])).out).toContain(`quota.default\t${1024 ** 3}\tinstance`)
  await json('settings', 'set', 'quota.default', '--unset')
  expect((await json('settings', 'get', 'quota.default')).from).toBe('default')
  await json('settings', 'set', 'names.windows', 'refuse')
  expect((await json('settings', 'set', 'names.windows', '--unset')).value).toBe('allow')
})

test('what cannot be done is said in one line', async () => {
  for (const [typed, line, code] of [
    ['user show nobody', 'nuage: there is no account “nobody”', 1],
    ['user add a/b', /^nuage: An account name is made of letters/, 1],
    ['user add zoe --group none', 'nuage: There is no group “none”.', 1],
    ['user add zoe --quota much', /^nuage: --quota “much” is no size/, 2],
    ['settings get shoe.size', 'nuage: There is no setting “shoe.size”.', 1],
    ['settings set quota.default much', 'nuage: “much” is not a value for quota.default.', 1],
    [
      'settings set names.windows refuse --group admin',
      'nuage: The setting names.windows cannot be made here.',
      1,
    ],
    ['token add nobody --name x', 'nuage: there is no account “nobody”', 1],
    ['token wipe nobody 1', 'nuage: there is no account “nobody”', 1],
    ['token wipe nobody first', /^nuage: “first” is no number of a device/, 2],
    ['user add zoe --password-stdin', 'nuage: there is no password on standard input', 1],
  ] as const) {
    const answer = await nuage(typed.split(' '))
    expect([answer.code, answer.out]).toEqual([code, ''])
    expect(answer.err).toMatch(line)
    expect(answer.err).not.toContain('\n')
  }
  expect((await nuage(['user', 'add', 'zoe', '--password-stdin'], 'short\n')).err).toBe(
    'nuage: The password needs at least 10 characters.',
  )
  expect((await nuage(['user', 'show', 'zoe', '--json'])).err).toBe('{"error":"there is no account “zoe”"}')
})

test('a second factor is taken away for somebody who lost it', async () => {
  await nuage(['user', 'add', 'zoe', '--name', 'Zoé'])
  expect(await json('user', 'second-factor', 'reset', 'ZOE')).toEqual({ id: 'zoe', secondFactor: false })
  expect(await nuage(['user', 'second-factor', 'reset', 'nobody'])).toMatchObject({ code: 1 })
})
