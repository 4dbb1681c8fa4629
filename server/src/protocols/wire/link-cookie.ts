import { readCookies } from './cookies.ts'

/** The name, for `setCookie`, under which a browser keeps the proof that it knew the password of a link. */
export const linkCookie = (share: number): string => `link-${share}`

/** That proof, as it was set with https or without; undefined where there is none. */
export function sealIn(cookie: string | undefined, share: number): string | undefined {
  if (cookie === undefined) return undefined
  const cookies = readCookies(cookie)
  return cookies.get(`__Host-nuage-${linkCookie(share)}`) ?? cookies.get(`nuage-${linkCookie(share)}`)
}
