export const PROFILE = '/account/profile'

/** Where newcomers are asked for their profile, and from there to `to`. */
export const profilePath = (to: string): string => `${PROFILE}?${new URLSearchParams({ redirect_url: to })}`
