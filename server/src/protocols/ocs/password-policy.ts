import { acceptPassword } from '../../domain/accounts/passwords/policy.ts'
import { sayablePassword } from '../../domain/links/sayable.ts'
import { randomText } from '../../vocabulary/random-text.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { OcsCall, OcsRoute } from './call.ts'
import { readText } from './read.ts'
import { refusalSentence } from './words.ts'

const API = '/apps/password_policy/api/v1'

/** A link's password is read out to a class, and nobody's account. */
const isForSharing = (call: OcsCall): boolean => readText(call, 'context') === 'sharing'

export const passwordPolicyRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: `${API}/generate`,
    access: 'member',
    handle: (call) => ({ data: { password: isForSharing(call) ? sayablePassword() : randomText(14) } }),
  },
  {
    method: 'POST',
    path: `${API}/validate`,
    access: 'member',
    handle(call) {
      try {
        const id = isForSharing(call) ? '' : call.caller.person.id
        acceptPassword(readText(call, 'password') ?? '', { id })
        return { data: { passed: true } }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { data: { passed: false, reason: refusalSentence(call.language, error) } }
      }
    },
  },
]
