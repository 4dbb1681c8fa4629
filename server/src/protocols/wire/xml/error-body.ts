import { escapeText } from './escape.ts'
import { DAV, OWNCLOUD, SABRE } from './names.ts'

export interface ErrorBody {
  /** The class the clients match on, e.g. `Sabre\DAV\Exception\NotFound`. */
  readonly exception: string
  /** For the person; empty for none. */
  readonly message: string
  /** The header whose condition failed (412). */
  readonly header?: string
  /** Whether trying again can help, and why it was refused: names and access rules. */
  readonly retry?: { readonly retry: boolean; readonly reason: string }
  readonly hint?: string
  /** The locked resources as hrefs (RFC 4918 §16, 423). */
  readonly lockTokenSubmitted?: readonly string[]
  /** Further preconditions as XML, e.g. `<d:supported-report/>` (RFC 3253 §3.6, 415). */
  readonly conditions?: readonly string[]
}

/** The `d:error` document (webdav.md §4.1). Clients show its message; the desktop finds it by local name. */
export function errorBody(error: ErrorBody): string {
  const lines = [element('s:exception', error.exception), element('s:message', error.message)]
  if (error.hint) lines.push(element('o:hint', error.hint, ' xmlns:o="o:"'))
  if (error.header) lines.push(element('s:header', error.header))
  if (error.retry) {
    // The namespace really is `o:`, although the root binds the prefix to another one.
    lines.push(element('o:retry', String(error.retry.retry), ' xmlns:o="o:"'))
    lines.push(element('o:reason', error.retry.reason, ' xmlns:o="o:"'))
  }
  if (error.lockTokenSubmitted) {
    const hrefs = error.lockTokenSubmitted.map((href) => element('d:href', href)).join('')
    lines.push(`<d:lock-token-submitted>${hrefs}</d:lock-token-submitted>`)
  }
  if (error.conditions) lines.push(...error.conditions)
  const access = error.retry ? ` xmlns:o="${OWNCLOUD}"` : ''
  const root = `<d:error xmlns:d="${DAV}" xmlns:s="${SABRE}"${access}>`
  const children = lines.map((line) => `  ${line}\n`).join('')
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n${children}</d:error>\n`
}

const element = (tag: string, text: string, declaration = ''): string =>
  text === '' ? `<${tag}${declaration}/>` : `<${tag}${declaration}>${escapeText(text)}</${tag}>`
