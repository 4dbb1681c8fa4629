/** Where the picture of an academy or of a tile is found, by its hash. */
export const picturePath = (hash: string): string => `/pages/picture/${hash}`

/** The style sheet that lays an accent over ours. @param accent `#rrggbb`. */
export const accentPath = (accent: string): string => `/pages/accent/${accent.slice(1)}.css`
