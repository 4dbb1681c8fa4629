export interface Sample {
  /** Milliseconds. */
  readonly at: number
  readonly bytes: number
  readonly files: number
}

/** The last so many milliseconds are looked at: long enough to be calm, short enough to follow the line. */
const WINDOW = 8_000
/** Before so many milliseconds, a figure would be a guess. */
const SOON = 1_500

/** Adds a look at what has been sent; what was sent again after a break does not count backwards. */
export function sampled(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && (sample.bytes < last.bytes || sample.files < last.files)) return [sample]
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW), sample]
}

export interface Pace {
  /** Bytes a second. */
  readonly speed: number
  /** Seconds until all is there; undefined while that cannot be told. */
  readonly left: number | undefined
}

/** @returns undefined while it is too early to tell. */
export function paceOf(
  samples: readonly Sample[],
  left: { readonly bytes: number; readonly files: number },
): Pace | undefined {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < SOON) return undefined
  const seconds = (last.at - first.at) / 1000
  const speed = (last.bytes - first.bytes) / seconds
  const filesASecond = (last.files - first.files) / seconds
  if (speed <= 0) return { speed: 0, left: undefined }
  // Of many small files, it is their number that takes the time.
  const byBytes = left.bytes / speed
  const byFiles = filesASecond > 1 ? left.files / filesASecond : 0
  return { speed, left: Math.max(byBytes, byFiles) }
}
