/** How a picture lies in the window: how much larger than it fits, and how far moved from the middle, in pixels. */
export interface Zoom {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface Extent {
  readonly width: number
  readonly height: number
}

export const FITTED: Zoom = { scale: 1, x: 0, y: 0 }
const MOST = 16
/** One press of a key or button. */
export const STEP = 1.5

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value))

/** As large as it goes into the window, and no larger than it is. */
export function fit(picture: Extent, window: Extent): Extent {
  const scale = Math.min(1, window.width / picture.width, window.height / picture.height)
  return { width: picture.width * scale, height: picture.height * scale }
}

/** Never moved so far that ground shows where picture could be. */
export function held({ scale, x, y }: Zoom, fitted: Extent, window: Extent): Zoom {
  const room = (length: number, space: number): number => Math.max(0, (length * scale - space) / 2)
  const [right, down] = [room(fitted.width, window.width), room(fitted.height, window.height)]
  return { scale, x: between(0 - right, x, right), y: between(0 - down, y, down) }
}

/**
 * Larger or smaller around a point that stays where it is.
 * @param at from the middle of the window.
 */
export function scaled(zoom: Zoom, by: number, at: { readonly x: number; readonly y: number }): Zoom {
  const scale = between(1, zoom.scale * by, MOST)
  if (scale === 1) return FITTED
  const grown = scale / zoom.scale
  return { scale, x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown }
}

export const moved = (zoom: Zoom, dx: number, dy: number): Zoom => ({
  ...zoom,
  x: zoom.x + dx,
  y: zoom.y + dy,
})
