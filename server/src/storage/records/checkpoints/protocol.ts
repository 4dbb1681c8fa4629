/** Pages in the log, and how many of them lie in the database too; or what went wrong. */
export type Answer = { readonly log: number; readonly checkpointed: number } | { readonly failed: string }

export type Ask = 'checkpoint' | 'end'
