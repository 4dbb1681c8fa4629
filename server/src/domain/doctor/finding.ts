/** What can be wrong. Kinds that mean lost bytes are never mended, only told. */
export type FindingKind =
  | 'unreachable'
  | 'cycle'
  | 'foreign-parent'
  | 'root-parent'
  | 'space-missing'
  | 'space-root'
  | 'name-unusable'
  | 'name-twice'
  | 'etag-empty'
  | 'file-content'
  | 'file-size'
  | 'trashed-node'
  | 'trash-entry'
  | 'content-size'
  | 'content-orphan'
  | 'extent-broken'
  | 'extent-orphan'
  | 'blob-unnamed'
  | 'blob-missing'
  | 'blob-size'
  | 'blob-damaged'
  | 'blob-stray'
  | 'version-node'
  | 'version-content'
  | 'version-space'
  | 'upload-content'
  | 'lock-dangling'
  | 'favourite-dangling'
  | 'property-dangling'
  | 'mount-dangling'
  | 'share-dangling'
  | 'sign-in-dangling'
  | 'share-space'
  | 'tag-dangling'
  | 'tag-space'
  | 'comment-dangling'
  | 'preview-dangling'
  | 'preview-lost'
  | 'search-entry'
  | 'search-dangling'
  | 'activity-number'
  | 'folder-size'
  | 'versions-size'
  | 'reserved'
  | 'change-number'
  | 'sequence'
  | 'restore-unfinished'

export interface Finding {
  readonly kind: FindingKind
  /** What it is about, such as `node 12`. */
  readonly subject: string
  /** One sentence for the operator. */
  readonly detail: string
  /** What was done about it; null when it is still so. */
  readonly repaired: string | null
}

/** How much was looked at; `bytes` are those that were read and hashed. */
export type Checked = Record<
  'nodes' | 'contents' | 'blobs' | 'bytes' | 'versions' | 'uploads' | 'trash' | 'spaces',
  number
>
