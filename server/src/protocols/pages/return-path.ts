import type { Fields } from './fields.ts'

const LONGEST = 2_000

/** Where somebody goes who signed in without having asked for a page. */
export const START = '/start'

/**
 * Where to go after signing in: a path of our own, or the home page. Browsers read `//host`, `/\host` and
 * `/.//host` as other hosts, so what counts is the path as a browser resolves it.
 */
export function returnPath(asked: string | undefined): string {
  if (asked === undefined || asked.length > LONGEST || !/^\/[\x21-\x7e]*$/.test(asked)) return '/'
  if (asked.includes('\\') || !URL.canParse(asked, 'http://here.invalid')) return '/'
  const resolved = new URL(asked, 'http://here.invalid')
  const path = `${resolved.pathname}${resolved.search}`
  if (resolved.origin !== 'http://here.invalid' || path.startsWith('//')) return '/'
  return /^(\/index\.php)?\/(login|logout)$/.test(resolved.pathname) ? '/' : path
}

/** The page that was asked for before signing in. */
export const wantedPath = (query: Fields): string =>
  query.has('redirect_url') ? returnPath(query.get('redirect_url')) : START
