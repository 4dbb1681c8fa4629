/**
 * What the app may do in the browser: only what comes from this instance.
 * @param nonce of this one answer, for the style sheets that React Aria and CodeMirror write themselves.
 * @param socket origin of the push socket, such as `wss://cloud.example.org`: older browsers do not count it to `'self'`.
 */
export const appPolicy = (nonce: string, socket: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Of the page that is shown without a network, which has nothing to do but to be read. */
export const OFFLINE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Of the page that holds the app: it carries a secret of the session, so nobody keeps it. */
export const SHELL_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'x-permitted-cross-domain-policies': 'none',
  'cross-origin-opener-policy': 'same-origin',
}
