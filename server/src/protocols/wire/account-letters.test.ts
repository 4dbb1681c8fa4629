import { describe, expect, test } from 'vitest'
import type { AccountNews } from '../../domain/mail/letter.ts'
import { accountLetter } from './account-letters.ts'

const head = { base: 'https://nuage.example.org', timeZone: 'Europe/Paris' }
const token = 'T'.repeat(43)
const until = Date.UTC(2026, 10, 23, 8) / 1000
const BASE = head.base

const KINDS: readonly [AccountNews, string[]][] = [
  [{ what: 'sign-up', token, until }, [`${BASE}/signup/letter/${token}`]],
  [{ what: 'known', name: 'Léa', academy: 'dijon' }, [`${BASE}/login?academie=dijon`]],
  [{ what: 'password', accounts: [{ id: 'lea', token }], until }, [`${BASE}/forgotten/letter/${token}`]],
  [{ what: 'elsewhere', name: 'Léa', academy: '', providers: ['ÉduConnect'] }, [`${BASE}/login`]],
  [{ what: 'elsewhere', name: 'Léa', academy: 'dijon', providers: [] }, [`${BASE}/login?academie=dijon`]],
  [{ what: 'email', name: 'Léa', token, until }, [`${BASE}/email/letter/${token}`]],
  [{ what: 'email-taken' }, []],
  [
    { what: 'email-back', name: 'Léa', email: 'lea@b.example', token, until },
    [`${BASE}/email/letter/${token}`],
  ],
]

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  test.each(KINDS)('%o says all it has to, and leads to one address', (news, links) => {
    const { subject, text, html } = accountLetter(language, news, head)
    expect(subject).not.toMatch(/mail\.|\{\{/)
    expect(text).not.toMatch(/mail\.account|\{\{|undefined/)
    expect([...text.matchAll(/^https?:\S+$/gm)].map(([link]) => link)).toEqual(links)
    for (const link of links) expect(html).toContain(`<a href="${link}">`)
    if ('until' in news) expect(text).toMatch(/23.*2026/)
  })
})

test('several accounts of one address are told apart, and names are text', () => {
  const accounts = [
    { id: 'lea', token: 'A'.repeat(43) },
    { id: 'direction', token: 'B'.repeat(43) },
  ]
  const { text } = accountLetter('fr', { what: 'password', accounts, until }, head)
  expect(text).toMatch(/«\u00a0lea\u00a0»\u00a0:\n\n\S+A\n\nCompte «\u00a0direction\u00a0»\u00a0:\n\n\S+B\n/)
  const { html } = accountLetter('en', { what: 'known', name: '<b>&', academy: '' }, head)
  expect(html).toContain('Hello &lt;b&gt;&amp;')
})
