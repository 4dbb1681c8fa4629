import type { IncomingMessage } from 'node:http'
import type { Domain } from '../../domain/domain.ts'
import { countSent } from '../../domain/links/counters.ts'
import type { Entered } from '../../domain/links/enter.ts'
import type { DropVisitor, LinkVisitor } from '../../vocabulary/actor.ts'
import { admitByName, admitByToken } from './admit-visitor.ts'
import type { Admitted } from './admitted.ts'
import { localNames, type Target } from './exchange.ts'
import { notFound } from './fault.ts'
import { drop, dropUploads } from './trees/drop.ts'
import { publicFiles } from './trees/public-files.ts'
import { publicUploads } from './trees/public-uploads.ts'
import type { Methods } from './trees/tree.ts'

export type Visiting = Admitted<LinkVisitor> | Admitted<DropVisitor>

interface Trees {
  readonly link: Methods<LinkVisitor>
  readonly drop: Methods<DropVisitor>
}

const files: Trees = { link: publicFiles, drop }
const uploads: Trees = { link: publicUploads, drop: dropUploads }

/**
 * What a request below `/public.php` is for, and who asks: `dav/files/<token>`, `dav/uploads/<token>`, and `webdav`,
 * where the token comes as the user name.
 * @param place the address that it came from.
 * @throws DavFault, Refusal.
 */
export async function visit(
  { domain, prefix }: { domain: Domain; prefix: string },
  request: IncomingMessage,
  [, entry, tree, token]: readonly string[],
  place: string,
): Promise<Visiting> {
  if (entry === 'webdav') {
    const entered = await admitByName(domain, request, place)
    return visiting(domain, entered, place, files, 2, (target) =>
      pathIn(localNames(target, prefix), entered.link.token),
    )
  }
  const trees = entry === 'dav' ? { files, uploads }[tree ?? ''] : undefined
  if (trees === undefined || token === undefined) throw notFound('link-missing')
  const entered = await admitByToken(domain, request, token, place)
  return visiting(domain, entered, place, trees, 4, (target) => {
    const names = localNames(target, prefix)
    return names[1] === 'webdav' ? undefined : pathIn(names, entered.link.token)
  })
}

function visiting(
  domain: Domain,
  { actor, link }: Entered,
  place: string,
  trees: Trees,
  depth: number,
  filesAt: (target: Target) => readonly string[] | undefined,
): Visiting {
  const { share, name: rootName, note } = link
  const common = { rootName, filesAt, note, depth, line: `${share} ${place}` }
  if (actor.kind === 'drop-visitor') return { ...common, actor, methods: trees.drop }
  return {
    ...common,
    actor,
    methods: trees.link,
    onSent: (sent) => countSent(domain, share, { ...sent, place }),
  }
}

/** The path within a link that an address speaks of; undefined when it lies elsewhere. */
function pathIn([door, entry, ...names]: readonly string[], token: string): readonly string[] | undefined {
  if (door !== 'public.php') return undefined
  if (entry === 'webdav') return names
  return entry === 'dav' && names[0] === 'files' && names[1] === token ? names.slice(2) : undefined
}
