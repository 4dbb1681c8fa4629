import { FLOW_SECONDS } from '../../../domain/login-flows/flow.ts'
import { formToken, isBrowserToken, newBrowserToken, sameToken } from '../forms.ts'
import type { Visit } from '../visit.ts'

/** The flow a browser is in the middle of, kept by that browser alone until it ends. */
export interface FlowState {
  /** The login token. */
  readonly login: string
  /** Made for this browser, so that whoever else knows the login token cannot send it past the warning. */
  readonly nonce: string
}

export function enterFlow(visit: Visit, login: string): FlowState {
  const nonce = newBrowserToken()
  visit.setCookie('flow', `${login}.${nonce}`, FLOW_SECONDS)
  return { login, nonce }
}

export const leaveFlow = (visit: Visit): void => visit.setCookie('flow', '', 0)

export function flowState(visit: Visit): FlowState | undefined {
  const [login = '', nonce] = (visit.cookie('flow') ?? '').split('.')
  return isBrowserToken(nonce) ? { login, nonce } : undefined
}

/** 64 characters that only the pages shown to this browser hold. */
export const stateToken = (visit: Visit, state: FlowState): string =>
  formToken(visit.domain, 'flow', state.nonce, state.login)

export const isState = (visit: Visit, state: FlowState, sent: string | undefined): boolean =>
  sameToken(stateToken(visit, state), sent)
