import type { Page } from './frame.ts'

const policy = (forms: string): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    `form-action ${forms}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const POLICY = policy("'self'")

/** Browsers hold `form-action` also against where the answer to a form leads: to an app, by a scheme of its own. */
const policyWithApp = (scheme: string): string => policy(`'self' ${scheme}: ${scheme}://*`)

/** What strangers look at plays here, and their browser may send files by script. */
const OUTSIDE_POLICY = `${POLICY}; media-src 'self'; connect-src 'self'`

/** For everything these pages answer; addresses hold secrets, so they are neither kept nor passed on. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'x-permitted-cross-domain-policies': 'none',
  'cross-origin-opener-policy': 'same-origin',
}

export const OUTSIDE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'content-security-policy': OUTSIDE_POLICY,
}

export function headersOf({ outside, formsLeadTo: app }: Page): Readonly<Record<string, string>> {
  if (outside !== undefined) return OUTSIDE_HEADERS
  return app === undefined ? PAGE_HEADERS : { ...PAGE_HEADERS, 'content-security-policy': policyWithApp(app) }
}
