import { expect, test } from 'vitest'
import { acceptPassword } from '../accounts/passwords/policy.ts'
import { sayablePassword } from './sayable.ts'
import { WORDS } from './words.ts'

test('there are 2,048 words that nobody needs a special key for, no two alike', () => {
  expect(WORDS).toHaveLength(2048)
  expect(new Set(WORDS).size).toBe(2048)
  for (const word of WORDS) expect(word).toMatch(/^[a-z]{3,8}$/)
})

test('a sayable password is four of them, and fits the policy', () => {
  for (let n = 0; n < 200; n++) {
    const password = sayablePassword()
    expect(password.split('-').every((word) => WORDS.includes(word))).toBe(true)
    expect(password.split('-')).toHaveLength(4)
    expect(() => acceptPassword(password, { id: '' })).not.toThrow()
  }
})
