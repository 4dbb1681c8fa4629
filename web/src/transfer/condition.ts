import type { Row } from './row.ts'

/** Nothing is overwritten but what somebody said, as they saw it. */
export const conditionOf = ({ choice, there }: Row): Record<string, string> =>
  choice === 'replace' && there !== undefined
    ? { 'If-Match': `"${there.etag.replaceAll('"', '')}"` }
    : { 'If-None-Match': '*' }
