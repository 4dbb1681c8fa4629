const DAY = 24 * 3600

/** null: for ever. */
export const wholeDays = (seconds: number): number | null =>
  Number.isFinite(seconds) ? Math.floor(seconds / DAY) : null
