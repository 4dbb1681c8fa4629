/** On every answer that is data and no page (ocs.md §17.2). */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none';base-uri 'none';manifest-src 'self';frame-ancestors 'none'",
  'cache-control': 'no-cache, no-store, must-revalidate',
}
