import { RequestFault } from './problem.ts'

export interface PageWish {
  readonly limit?: number
  readonly after?: string
}

/** A place in a list, as text that means nothing to whoever hands it back. */
export const cursorOf = (...places: readonly number[]): string =>
  Buffer.from(`p${places.join('p')}`).toString('base64url')

/** @returns undefined for the first page. @throws RequestFault for what was never handed out. */
export function placesAfter({ after }: PageWish): number[] | undefined {
  if (after === undefined) return undefined
  const text = Buffer.from(after, 'base64url').toString('latin1')
  const places = /^(?:p-?\d{1,16})+$/.test(text) ? text.split('p').slice(1).map(Number) : []
  if (places.length === 0 || !places.every(Number.isSafeInteger))
    throw new RequestFault(400, 'bad-query', { where: '/after' })
  return places
}

/** As `placesAfter`, of lists whose place is one number. */
export const placeAfter = (wish: PageWish): number | undefined => {
  const place = placesAfter(wish)?.[0]
  if (place !== undefined && place < 0) throw new RequestFault(400, 'bad-query', { where: '/after' })
  return place
}
