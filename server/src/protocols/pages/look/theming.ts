import { FAMILIES, type FileFamily } from '@nuage/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { cloudPng } from './cloud.ts'
import { deedSvg, deeds, glyphSvg } from './glyphs.ts'

/** What the apps call the kinds of files (ocs.md §13.4); whatever else they ask for is a file like others. */
const NAMES: Readonly<Record<string, FileFamily>> = {
  ...Object.fromEntries(FAMILIES.map((family) => [family, family])),
  file: 'other',
  'application-pdf': 'pdf',
  'x-office-document': 'document',
  'x-office-spreadsheet': 'sheet',
  'x-office-presentation': 'slides',
  'package-x-generic': 'archive',
  'text-code': 'code',
  ...{ 'folder-shared': 'folder', 'folder-public': 'folder', 'folder-external': 'folder' },
}

const familyNamed = (file: string): FileFamily => {
  const name = file.replace(/\.svg$/, '')
  return Object.hasOwn(NAMES, name) ? NAMES[name]! : 'other'
}

const DAY = 'public, max-age=86400'

const svg = (reply: FastifyReply, text: string): FastifyReply =>
  reply
    .header('content-type', 'image/svg+xml')
    .header('cache-control', DAY)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .send(text)

/** Pictures at the addresses where the apps look for them. */
export function addTheming(server: FastifyInstance, accent: readonly [number, number, number]): void {
  let icon: Buffer | undefined
  for (const prefix of ['', '/index.php']) {
    server.get<{ Params: { file: string } }>(
      `${prefix}/apps/theming/img/core/filetypes/:file`,
      (request, reply) => svg(reply, glyphSvg(familyNamed(request.params.file))),
    )
    for (const deed of deeds)
      server.get(`${prefix}/core/img/actions/${deed}.svg`, (_request, reply) => svg(reply, deedSvg(deed)))
    server.get(`${prefix}/apps/notifications/img/notifications-dark.svg`, (_request, reply) =>
      svg(reply, deedSvg('notification')),
    )
    for (const path of ['favicon', 'favicon/:app', 'icon', 'icon/:app'])
      server.get(`${prefix}/apps/theming/${path}`, (_request, reply) => {
        icon ??= cloudPng(180, accent)
        return reply.header('content-type', 'image/png').header('cache-control', DAY).send(icon)
      })
  }
}
