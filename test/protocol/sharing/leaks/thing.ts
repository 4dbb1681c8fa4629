/** Something marked: each of its signs stands nowhere else in the instance. */
export interface Thing {
  readonly folder: Marked
  /** In that folder, with a version, a tag and a comment. */
  readonly file: Marked & { readonly size: number; readonly bytes: string; readonly stamp: number }
  /** Was in that folder; lies in its owner's trash. */
  readonly gone: Marked & { readonly deleted: number }
  readonly tag: { readonly id: number; readonly name: string }
  readonly comment: { readonly id: number; readonly message: string }
  /** Of a public link to the folder. */
  readonly token: string
  /** The number of that link among the shares. */
  readonly share: number
}

export interface Marked {
  readonly id: number
  readonly name: string
  readonly etag: string
}

/** What gives away that the thing is there, or what is in it. */
export function signsOf(thing: Thing, which: 'all' | 'bytes'): string[] {
  const { folder, file, gone, tag, comment } = thing
  if (which === 'bytes') return [file.bytes]
  const nodes = [folder, file, gone].flatMap(({ id, name, etag }) => [String(id), name, etag])
  return [...nodes, String(file.size), file.bytes, tag.name, comment.message]
}

/** Another one like it that is not there: whoever may know nothing of the first cannot tell them apart. */
export function twinOf(thing: Thing): Thing {
  const other = <M extends Marked>(marked: M): M => ({
    ...marked,
    id: marked.id + 90_000_000,
    name: marked.name.replace(/[A-Z0-9]{6}/, (sign) => [...sign].toReversed().join('')),
  })
  const { folder, file, gone, tag, comment, token, share } = thing
  return {
    folder: other(folder),
    file: other(file),
    gone: other(gone),
    tag: { ...tag, id: tag.id + 90_000_000 },
    comment: { ...comment, id: comment.id + 90_000_000 },
    token: [...token].toReversed().join(''),
    share: share + 90_000_000,
  }
}
