import { say } from '../words/say.ts'
import { LineLost, Problem } from './problem.ts'

/** What people are told of a failure: what happened, that nothing was lost, what to do. */
export function sentenceOf(error: unknown): string {
  if (error instanceof LineLost) return say('errors.line')
  if (!(error instanceof Problem)) return say('errors.unexpected')
  if (error.title !== '') return error.title
  if (error.status === 401) return say('errors.session')
  return say(error.status >= 500 ? 'errors.server' : 'errors.unexpected')
}
