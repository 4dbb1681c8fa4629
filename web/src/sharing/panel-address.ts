import { start } from '../session/start.ts'

/** Of what the panel was opened by an act, and not by marking it: it takes the focus. */
let wanted: number | undefined

/** Where one is, with the panel of sharing beside it. */
export function sharingAddress(item: number): string {
  const here = new URL(window.location.href)
  here.searchParams.set('item', String(item))
  here.searchParams.set('panel', 'sharing')
  wanted = item
  return here.pathname.slice(start().base.length) + here.search
}

/** Whether the panel of it takes the focus, which it does once. */
export function takesFocus(item: number): boolean {
  const takes = wanted === item
  if (takes) wanted = undefined
  return takes
}
