/** Milliseconds since 1970; given to the domain so that tests can turn it. */
export type Clock = () => number

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
