import {
  Box,
  Boxes,
  ChangeBox,
  type Deposit,
  Deposits,
  NewBox,
  Paging,
  ReopenBox,
  USUAL_PAGE,
} from '@nuage/contract/api'
import type { BoxSettings } from '../../../domain/boxes/box.ts'
import { changeBox } from '../../../domain/boxes/change.ts'
import { closeBox } from '../../../domain/boxes/close.ts'
import { createBox } from '../../../domain/boxes/create.ts'
import { type Deposit as Handed, listDeposits } from '../../../domain/boxes/list-deposits.ts'
import { listOwnBoxes, type OwnBox, showOwnBox } from '../../../domain/boxes/list-own.ts'
import { reopenBox } from '../../../domain/boxes/reopen.ts'
import { updateShare } from '../../../domain/shares/update.ts'
import { encodeSegment } from '../../wire/href.ts'
import { cursorOf, placeAfter } from '../cursor.ts'
import { askingOf, linkOf } from '../render/share.ts'
import { type Call, type Route, route } from '../route.ts'

function boxOf(call: Call, { box, shown, hours, deposits, late, last }: OwnBox): Box {
  const { share, node, label } = box
  const path = [...(shown.location?.path ?? [])]
  const name = path.at(-1) ?? ''
  const { instructions, opens, closes, grace, pattern, mostFiles, mostBytes, room, types, named, held } = box
  const { notices, closed } = box
  return {
    id: share,
    folder: { id: node, name, path },
    title: label || name,
    link: linkOf(askingOf(call), shown),
    ...{ instructions, opens, closes, grace, late: box.late, pattern, mostFiles, mostBytes, room, types },
    ...{ attachments: [...box.attachments], named, held, hours, notices, closed },
    ...{ deposits, lateDeposits: late, lastDeposit: last },
    download: `${call.base}/remote.php/dav/files/${[call.actor.person, ...path].map(encodeSegment).join('/')}?accept=zip`,
  }
}

const one = async (call: Call, id: number): Promise<Box> =>
  boxOf(call, await showOwnBox(call.domain, call.actor, id))

const depositOf = ({ id, name, person, personName, begun, done, late, files }: Handed): Deposit => ({
  ...{ id, name, begun, done, late },
  person: person === null ? null : { id: person, name: personName || person },
  files: files.map(({ node, name, size, sha256, state }) => ({ item: node, name, size, sha256, state })),
})

/** Settings as they were sent: what is absent is not there. */
const settingsOf = ({ title: _, expires: __, password: ___, ...settings }: ChangeBox): Partial<BoxSettings> =>
  settings

export const boxRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/boxes',
    summary: 'One’s boxes, the newest first',
    query: Paging,
    answer: Boxes,
    async handle(call) {
      const { domain, actor, query } = call
      const wish = { limit: query.limit ?? USUAL_PAGE, before: placeAfter(query) }
      const { boxes, next } = await listOwnBoxes(domain, actor, wish)
      return {
        entries: boxes.map((box) => boxOf(call, box)),
        ...(next === undefined ? {} : { next: cursorOf(next) }),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/boxes',
    summary: 'Opens a box on a folder: a link by which others hand in and see nothing',
    body: NewBox,
    answer: Box,
    status: 201,
    async handle(call) {
      const { folder, title, password, expires, ...settings } = call.body
      const box = await createBox(call.domain, call.actor, {
        ...{ node: folder, end: expires },
        ...(title === undefined ? {} : { label: title }),
        ...(password === undefined ? {} : { password }),
        ...settings,
      })
      return await one(call, box.share)
    },
  }),
  route({
    method: 'GET',
    path: '/boxes/{box}',
    summary: 'A box with its settings and how much came in',
    answer: Box,
    handle: (call) => one(call, call.path.box),
  }),
  route({
    method: 'PATCH',
    path: '/boxes/{box}',
    summary: 'Changes a box; DELETE its link to remove it, what was handed in stays',
    body: ChangeBox,
    answer: Box,
    async handle(call) {
      const { domain, actor, path, body } = call
      const { title: label, expires: end, password } = body
      await changeBox(domain, actor, path.box, settingsOf(body))
      if (label !== undefined || end !== undefined || password !== undefined)
        await updateShare(domain, actor, path.box, {
          label,
          end,
          password: password === null ? '' : password,
        })
      return await one(call, path.box)
    },
  }),
  route({
    method: 'POST',
    path: '/boxes/{box}/close',
    summary: 'Takes nothing more; what is on its way may still finish',
    answer: Box,
    async handle(call) {
      await closeBox(call.domain, call.actor, call.path.box)
      return await one(call, call.path.box)
    },
  }),
  route({
    method: 'POST',
    path: '/boxes/{box}/reopen',
    summary: 'Takes files again, at the same address',
    body: ReopenBox,
    answer: Box,
    async handle(call) {
      await reopenBox(call.domain, call.actor, call.path.box, call.body.closes)
      return await one(call, call.path.box)
    },
  }),
  route({
    method: 'GET',
    path: '/boxes/{box}/deposits',
    summary: 'Who handed in what and when, the newest first',
    query: Paging,
    answer: Deposits,
    async handle({ domain, actor, path, query }) {
      const limit = query.limit ?? USUAL_PAGE
      const deposits = await listDeposits(domain, actor, path.box, placeAfter(query), limit)
      const last = deposits.at(-1)
      return {
        entries: deposits.map(depositOf),
        ...(last !== undefined && deposits.length === limit ? { next: cursorOf(last.id) } : {}),
      }
    },
  }),
]
