import { COMMON_WORDS, PASSWORD_LENGTH } from '../../../domain/accounts/passwords/policy.ts'

/**
 * How strong a password is while it is typed: by its length and the words that are tried first, as the server judges
 * it once it is sent.
 */
export const enrichStrength = `
const common = new Set(${JSON.stringify(COMMON_WORDS)})
const strengthOf = (password) => {
  const length = [...password].length
  if (length < ${PASSWORD_LENGTH}) return 0
  const plain = password.normalize('NFC').toLowerCase()
  if (common.has(plain) || common.has(plain.replace(/[\\d\\W_]+$/, '')) || /^(.{1,3})\\1+.{0,2}$/.test(plain)) return 1
  return length < 14 ? 2 : length < 20 ? 3 : 4
}
for (const box of document.querySelectorAll('[data-strength]')) {
  const input = document.getElementById(box.dataset.strength)
  const words = JSON.parse(box.dataset.words)
  input.addEventListener('input', () => {
    const strength = strengthOf(input.value)
    box.hidden = input.value === ''
    box.querySelector('meter').value = Math.max(strength, 0.25)
    box.querySelector('p').textContent = words[strength]
  })
}
`
