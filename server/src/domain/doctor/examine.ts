import { setImmediate as breathe } from 'node:timers/promises'
import type { Reader } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { isRestoring } from '../backup/restoring.ts'
import type { Domain } from '../domain.ts'
import { isHeld, STRAY_GRACE, strays } from '../sweep/sweep.ts'
import { examineBytes } from './bytes.ts'
import { type Check, type Mending, slices, type Walk } from './check.ts'
import { activityNumbered } from './checks/activity.ts'
import {
  boxDangling,
  commentDangling,
  commentMarkDangling,
  depositDangling,
  domainOfNothing,
  favouriteDangling,
  identityNowhere,
  identityOfNobody,
  linkDangling,
  lockDangling,
  mappedNowhere,
  mappedToNothing,
  mountDangling,
  offeredNothing,
  offeredNowhere,
  pictureNowhere,
  propertyDangling,
  shareDangling,
  shareSpace,
  tagMissing,
  tagOfNothing,
  tagSpace,
  tileNowhere,
} from './checks/belongings.ts'
import { blobUnnamed, contentChecks, extentChecks, uploadContent, versionChecks } from './checks/contents.ts'
import { folderSize, sequence, spaceCounters, spaceRoot } from './checks/counters.ts'
import { findRings, isRing } from './checks/cycles.ts'
import { examinePreviews, previewDangling, previewFailureDangling } from './checks/previews.ts'
import { searchDangling, searchEntry } from './checks/search.ts'
import { trashEntries, trashedNodes } from './checks/trash.ts'
import { treeChecks } from './checks/tree.ts'
import type { Checked, Finding } from './finding.ts'
import { recover } from './recovered.ts'

export interface ExamineWish {
  /** Also reads and hashes every byte. */
  readonly deep: boolean
  /** Given when what can be mended without loss is to be mended. */
  readonly repair?: Pick<Mending, 'recoveredName'>
  found(finding: Finding): void
  progress?(checked: Readonly<Checked>): void
}

/** Before anything else: an id given twice would make every other repair worse. */
const FIRST: readonly Walk[] = [{ table: 'sequence', key: 'name', checks: [sequence] }]

/** Where everything belongs. */
const STRUCTURE: readonly Walk[] = [
  { table: 'extent', key: 'content', checks: extentChecks },
  { table: 'space', key: 'id', checks: [spaceRoot] },
  { table: 'node', key: 'id', checks: [...treeChecks, trashedNodes] },
  { table: 'trash', key: 'id', checks: [trashEntries] },
  { table: 'content', key: 'id', checks: contentChecks },
  { table: 'blob', key: 'key', checks: [blobUnnamed] },
  { table: 'version', key: 'id', checks: versionChecks },
  { table: 'upload', key: 'id', checks: [uploadContent] },
  { table: 'lock', key: 'node', checks: [lockDangling] },
  { table: 'favourite', key: 'node', checks: [favouriteDangling] },
  { table: 'property', key: 'node', checks: [propertyDangling] },
  { table: 'mount', key: 'id', checks: [mountDangling] },
  { table: 'share', key: 'id', checks: [shareDangling, shareSpace] },
  { table: 'link', key: 'share', checks: [linkDangling] },
  { table: 'box', key: 'share', checks: [boxDangling] },
  { table: 'deposit', key: 'id', checks: [depositDangling] },
  { table: 'node_tag', key: 'node', checks: [tagOfNothing, tagMissing, tagSpace] },
  { table: 'comment', key: 'node', checks: [commentDangling] },
  { table: 'comment_mark', key: 'node', checks: [commentMarkDangling] },
  { table: 'academy_domain', key: 'domain', checks: [domainOfNothing] },
  { table: 'tile', key: 'academy', checks: [tileNowhere] },
  { table: 'academy_picture', key: 'academy', checks: [pictureNowhere] },
  { table: 'academy_provider', key: 'provider', checks: [offeredNowhere, offeredNothing] },
  { table: 'identity', key: 'person', checks: [identityOfNobody, identityNowhere] },
  { table: 'external_group', key: 'circle', checks: [mappedNowhere, mappedToNothing] },
  { table: 'preview', key: 'content', checks: [previewDangling] },
  { table: 'preview_failure', key: 'content', checks: [previewFailureDangling] },
]

/** What is counted, once everything is where it belongs. */
const COUNTERS: readonly Walk[] = [
  { table: 'node', key: 'id', checks: [folderSize] },
  { table: 'space', key: 'id', checks: [...spaceCounters, searchDangling] },
  { table: 'activity_run', key: 'space', checks: [activityNumbered] },
  { table: 'node', key: 'id', checks: [searchEntry] },
]

const COUNTED: Readonly<Record<string, keyof Checked>> = {
  node: 'nodes',
  content: 'contents',
  version: 'versions',
  upload: 'uploads',
  trash: 'trash',
  space: 'spaces',
}

/**
 * Proves that everything the model promises is so, beside a working server: rows are read from one snapshot in
 * slices, and whatever looks wrong is looked at again in the present before it is told.
 * @returns how much was looked at.
 */
export async function examine(domain: Domain, wish: ExamineWish): Promise<Checked> {
  const checked: Checked = {
    ...{ nodes: 0, contents: 0, blobs: 0, bytes: 0 },
    ...{ versions: 0, uploads: 0, trash: 0, spaces: 0 },
  }
  const progress = (): void => wish.progress?.(checked)
  if (await isRestoring(domain.records)) {
    const detail =
      'a restore was cut short or is still running: nothing else can be said until it is complete'
    wish.found({ kind: 'restore-unfinished', subject: 'instance', detail, repaired: null })
    return checked
  }
  await survey(domain, [...FIRST, ...STRUCTURE], wish, (walk, count) => {
    const what = COUNTED[walk.table]
    if (what !== undefined) checked[what] += count
    progress()
  })
  await examineRings(domain, wish)
  await survey(domain, COUNTERS, wish, progress)
  await examineBytes(
    domain,
    { deep: wish.deep, repair: wish.repair !== undefined },
    checked,
    async (finding) => wish.found(finding),
    progress,
  )
  await examinePreviews(domain, wish.repair !== undefined, wish.found)
  await examineStrays(domain, wish)
  return checked
}

async function survey(
  domain: Domain,
  walks: readonly Walk[],
  wish: ExamineWish,
  passed: (walk: Walk, count: number) => void,
): Promise<void> {
  await domain.records.survey(async (reader) => {
    for (const walk of walks)
      for await (const { first, last, count } of slices(reader, walk)) {
        for (const check of walk.checks)
          for (const row of await reader.all<never>(check.sql, first, last))
            if (!(await check.unless?.(reader, row))) await judge(domain, check, row, wish)
        passed(walk, count)
        await breathe()
      }
  })
}

/** The same fault, as it is now. */
async function again(reader: Reader, check: Check, row: never): Promise<never | undefined> {
  const key = check.key(row)
  const rows = await reader.all<never>(check.sql, key, key)
  const still = rows.find((one) => check.subject(one) === check.subject(row))
  return still === undefined || (await check.unless?.(reader, still)) ? undefined : still
}

async function judge(domain: Domain, check: Check, row: never, wish: ExamineWish): Promise<void> {
  const still = await domain.records.read((reader) => again(reader, check, row))
  if (still === undefined) return
  const { kind } = check
  const finding = { kind, subject: check.subject(still), detail: check.detail(still) }
  const { repair } = wish
  if (repair === undefined || check.mend === undefined) return wish.found({ ...finding, repaired: null })
  const repaired = await domain.records.write(check.spaces?.(still) ?? [], async (writer) => {
    const now = await again(writer, check, still)
    if (now === undefined) return undefined
    return (await check.mend!(writer, now, { ...repair, now: seconds(domain.now()) })) ?? null
  })
  if (repaired !== undefined) wish.found({ ...finding, repaired })
}

/** Has a snapshot of its own, since mending what stands before may have cut a ring. */
async function examineRings(domain: Domain, wish: ExamineWish): Promise<void> {
  for (const ring of await domain.records.survey(findRings)) {
    const finding = {
      kind: 'cycle',
      subject: `node ${ring.id}`,
      detail: `the folder “${ring.name}” lies within itself`,
    } as const
    const { repair } = wish
    if (repair === undefined) {
      if (await domain.records.read((reader) => isRing(reader, ring.id)))
        wish.found({ ...finding, repaired: null })
      continue
    }
    const mending = { ...repair, now: seconds(domain.now()) }
    const repaired = await domain.records.write([ring.space], async (writer) =>
      (await isRing(writer, ring.id)) ? ((await recover(writer, ring.id, mending)) ?? null) : undefined,
    )
    if (repaired !== undefined) wish.found({ ...finding, repaired })
  }
}

async function examineStrays(domain: Domain, wish: ExamineWish): Promise<void> {
  for await (const key of strays(domain)) {
    const remove = wish.repair !== undefined && !(await isHeld(domain))
    if (remove) await domain.blobs.remove([key])
    wish.found({
      kind: 'blob-stray',
      subject: `blob ${key}`,
      detail: `no row names it, and it is older than ${STRAY_GRACE / 3600} hours`,
      repaired: remove ? 'removed' : null,
    })
  }
}
