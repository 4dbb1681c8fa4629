import type { Access, Ends, Link, PersonRef, Share, Step } from '@nuage/contract/api'
import type { Ends as EndsOf, Access as Seen } from '../../../domain/shares/access.ts'
import { GROUP, isLink, isLive } from '../../../domain/shares/share.ts'
import type { LinkFacts, Party, ShownShare } from '../../../domain/shares/shown.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { Call } from '../route.ts'

/** Who asks, when, and where links lead. */
export interface Asking {
  readonly person: string
  readonly base: string
  /** Seconds. */
  readonly now: number
}

export const askingOf = ({ actor, base, domain }: Call): Asking => ({
  ...{ person: actor.person, base, now: seconds(domain.now()) },
})

export const partyRef = ({ id, name }: Party): PersonRef => ({ id, name })

const isMine = ({ person }: Asking, { share, owner }: ShownShare): boolean =>
  share.sharer === person || owner.id === person

/** @param about what was asked about; undefined: what was given itself. */
function viaOf({ node, location }: ShownShare, about: number | undefined): Step | null {
  if (about === undefined || node.id === about) return null
  return { id: node.id, name: location?.path.at(-1) ?? node.name }
}

export function shareOf(asking: Asking, shown: ShownShare, about?: number): Share {
  const { share, recipient } = shown
  const { id, node, permissions, download, note, expires, created } = share
  const group = share.kind === GROUP
  return {
    ...{ id, item: node, by: partyRef(shown.sharer), download, note, expires, created },
    with: {
      kind: group ? 'group' : 'person',
      id: recipient?.id ?? '',
      name: recipient?.name ?? '',
      detail: group ? '' : (recipient?.unique ?? ''),
    },
    rights: permissions,
    mine: isMine(asking, shown),
    via: viaOf(shown, about),
  }
}

export function linkOf(asking: Asking, shown: ShownShare, about?: number): Link {
  const { share } = shown
  const { id, node, label, permissions, download, note, expires, created } = share
  return {
    ...{ id, item: node, label, download, note, expires, created },
    ...addressesOf(asking, shown.link!),
    to: share.recipient,
    by: partyRef(shown.sharer),
    rights: permissions,
    ended: !isLive(share, asking.now),
    mine: isMine(asking, shown),
    via: viaOf(shown, about),
  }
}

function addressesOf({ base }: Asking, link: LinkFacts) {
  const { token, short, views, downloads, lastUsed, box } = link
  const url = `${base}/s/${token}`
  return {
    ...{ url, views, downloads, lastUsed, box, password: link.protected },
    short: short === undefined ? null : { url: `${base}/c/${short.text}`, until: short.expires },
    code: {
      ...{ svg: `${url}/qr.svg`, png: `${url}/qr.png` },
      ...{ poster: `${url}/poster.pdf`, page: `${url}/poster` },
    },
  }
}

const endsOf = ({ proposed, given, latest }: EndsOf): Ends => ({ proposed, given, latest })

export function accessOf(call: Call, { node, held, sharing, given, received }: Seen): Access {
  const asking = askingOf(call)
  const { people, groups, links, upload, passwordEnforced, linkEnds, internalEnds } = sharing
  return {
    item: node.id,
    rights: held,
    may: { people, groups, links, upload, mail: call.domain.postman !== undefined },
    passwordNeeded: passwordEnforced,
    linkEnds: endsOf(linkEnds),
    shareEnds: endsOf(internalEnds),
    shares: given.filter(({ share }) => !isLink(share)).map((shown) => shareOf(asking, shown, node.id)),
    links: given.filter(({ share }) => isLink(share)).map((shown) => linkOf(asking, shown, node.id)),
    received: received.map((shown) => shareOf(asking, shown, node.id)),
  }
}
