/** What a notification about a comment names as its object. */
export const aboutComment = (id: number): { type: string; id: string } => ({
  type: 'comment',
  id: String(id),
})
