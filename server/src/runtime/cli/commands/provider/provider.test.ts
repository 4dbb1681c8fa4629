import { expect, test } from 'vitest'
import { newOidc } from '../../../../domain/providers/accept.ts'
import { withTyped } from './settings.ts'
import { shown } from './shown.ts'

const was = newOidc({ issuer: 'https://a.example', client: 'nuage' })

test('what is typed is put over what there is', () => {
  const now = withTyped(was, {
    ...{ map: ['groups=etab,discipline', 'id=uid', 'confirmed='], scope: ['profile', 'school'] },
    ...{ joins: 'email', accounts: 'known', groups: 'make', internal: true, strong: ['mfa'] },
  })
  expect(now).toMatchObject({
    ...{ issuer: 'https://a.example', scopes: ['profile', 'school'], joins: 'email', makes: false },
    ...{ groups: 'make', internal: true, strong: ['mfa'] },
    mapping: { groups: ['etab', 'discipline'], id: 'uid', confirmed: '', name: 'name' },
  })
  expect(withTyped(now, { 'no-internal': true, map: ['groups='] })).toMatchObject({
    ...{ internal: false, makes: false, mapping: { groups: [], id: 'uid' } },
  })
})

test.each([{ map: ['x'] }, { map: ['toString=x'] }, { joins: 'always' }, { groups: 'all' }])(
  '%j is told to be wrong',
  (typed) => {
    expect(() => withTyped(was, typed)).toThrow(/^--/)
  },
)

test('no secret is shown', () => {
  const row = {
    id: 'a',
    kind: 'oidc',
    name: 'A',
    enabled: true,
    settings: { ...was, secret: 's3cret' },
  } as const
  expect(JSON.stringify(shown(row))).not.toContain('s3cret')
  expect(shown(row)).toMatchObject({ settings: { secret: '***', client: 'nuage' } })
})
