export type Version = 1 | 2

/** The codes of the envelope that stand for something else than the HTTP status of the same number. */
export const FAILED = 996
export const NOT_SIGNED_IN = 997
export const UNKNOWN = 998

/** What version 2 answers over HTTP (ocs.md §1.3). */
function translated(code: number): number {
  if (code === NOT_SIGNED_IN) return 401
  if (code === UNKNOWN) return 404
  if (code === FAILED || code === 999) return 500
  return code < 200 || code > 600 ? 400 : code
}

/** Version 1 answers 200 to nearly everything, since its clients read the code in the envelope. */
export function httpStatus(version: Version, code: number): number {
  if (version === 2) return translated(code)
  if (code === NOT_SIGNED_IN) return 401
  return code === 503 ? 503 : 200
}

export const success = (version: Version): number => (version === 1 ? 100 : 200)
export const isSuccess = (code: number): boolean => code === 100 || (code >= 200 && code < 300)
