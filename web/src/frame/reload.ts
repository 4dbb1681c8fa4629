/** What is being written or sent asks before it is left: see `beforeunload`. */
export const reload = (): void => location.reload()
