import type { Comment } from '../../../domain/comments/comment.ts'
import { mentionsIn } from '../../../domain/comments/mentions.ts'
import { httpDate } from '../../wire/http-date.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT, type PropertyValue } from '../../wire/xml/multistatus.ts'
import { DAV, OWNCLOUD, type QName } from '../../wire/xml/names.ts'
import type { Catalogues, PropertyOf } from './property.ts'

export type CommentLine =
  | { readonly kind: 'comment'; readonly comment: Comment }
  /** All those of a file. @property marked seconds since 1970. */
  | { readonly kind: 'collection'; readonly marked?: number | undefined }

const told = (value: (comment: Comment) => PropertyValue): PropertyOf<CommentLine> => ({
  value: (line) => (line.kind === 'comment' ? value(line.comment) : null),
})

const nothing = told(() => EMPTY_ELEMENT)

function mentions({ message }: Comment): PropertyValue {
  const elements = mentionsIn(message).map((name) => {
    const text = escapeXml(name)
    return `<oc:mention><oc:mentionType>user</oc:mentionType><oc:mentionId>${text}</oc:mentionId><oc:mentionDisplayName>${text}</oc:mentionDisplayName></oc:mention>`
  })
  return elements.length === 0 ? EMPTY_ELEMENT : elements.join('')
}

/** Clients know an account that is gone by this name, and say it in their own words. */
const GONE = 'deleted_users'

/** The properties of comments, in the order of the reference (webdav.md §20). Nothing answers anything here. */
export const commentProperties: Catalogues<PropertyOf<CommentLine>> = {
  [DAV]: { resourcetype: { value: ({ kind }) => (kind === 'comment' ? EMPTY_ELEMENT : '<d:collection/>') } },
  [OWNCLOUD]: {
    readMarker: {
      value: (line) => (line.kind === 'comment' || line.marked === undefined ? null : httpDate(line.marked)),
    },
    id: told(({ id }) => String(id)),
    parentId: told(() => '0'),
    topmostParentId: told(() => '0'),
    childrenCount: told(() => '0'),
    message: told(({ message }) => escapeXml(message)),
    verb: told(() => 'comment'),
    actorType: told(({ author }) => (author === null ? GONE : 'users')),
    actorId: told(({ author }) => escapeXml(author?.id ?? GONE)),
    creationDateTime: told(({ created }) => httpDate(created)),
    latestChildDateTime: nothing,
    objectType: told(() => 'files'),
    objectId: told(({ node }) => String(node)),
    referenceId: nothing,
    metaData: nothing,
    reactions: nothing,
    expireDate: nothing,
    actorDisplayName: told(({ author }) => escapeXml(author?.name ?? '')),
    mentions: told(mentions),
    isUnread: told(({ unread }) => String(unread)),
  },
}

const oc = (name: string): QName => ({ ns: OWNCLOUD, name })

/** What PROPFIND answers to whoever names nothing. */
export const EVERY_COMMENT_PROPERTY: readonly QName[] = [
  { ns: DAV, name: 'resourcetype' },
  ...Object.keys(commentProperties[OWNCLOUD]!).map(oc),
]

/** What REPORT answers, in its order. */
export const REPORTED: readonly QName[] = [
  ...['id', 'parentId', 'topmostParentId', 'childrenCount', 'verb', 'actorType', 'actorId'],
  ...['creationDateTime', 'latestChildDateTime', 'objectType', 'objectId', 'message', 'actorDisplayName'],
  ...['isUnread', 'mentions'],
].map(oc)
