import { acceptPassword } from '../../domain/accounts/passwords/policy.ts'
import { randomText } from '../../vocabulary/random-text.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { OcsRoute } from './call.ts'
import { readText } from './read.ts'
import { refusalSentence } from './words.ts'

const API = '/apps/password_policy/api/v1'

export const passwordPolicyRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: `${API}/generate`,
    access: 'member',
    handle: () => ({ data: { password: randomText(14) } }),
  },
  {
    method: 'POST',
    path: `${API}/validate`,
    access: 'member',
    handle(call) {
      try {
        acceptPassword(readText(call, 'password') ?? '', { id: call.caller.person.id })
        return { data: { passed: true } }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { data: { passed: false, reason: refusalSentence(call.language, error) } }
      }
    },
  },
]
