import type { IncomingMessage } from 'node:http'
import type { FastifyReply } from 'fastify'
import { addFile } from '../../../domain/files/add-file.ts'
import { writeFile } from '../../../domain/files/write.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { type FormPart, formBoundary, MalformedForm, parseForm } from '../../wire/multipart.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { sendData } from '../data.ts'
import { STATUS, TROUBLE } from '../errors.ts'
import { html } from '../html.ts'
import { notice } from '../look/parts.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { linkPath, linkRoute, pathText, readPath } from './address.ts'
import { isForeign, type OpenLink, through } from './door.ts'
import { showOutside, showRefused } from './outside.ts'

/** More at once are better sent as several forms, or by script one by one. */
const MOST = 500
/** Milliseconds without a byte after which the sender counts as gone. */
const STALL = 120_000
const HOLD = { person: '', tokens: [] }

/** Files of a form, one after the other as they come; what has arrived stays, whatever happens to the rest. */
export const upload: Handler = through(async (visit, link, { query }) => {
  const path = readPath(query.get('path'))
  const names: string[] = []
  try {
    if (isForeign(visit)) throw new Refusal('not-permitted', 'form-foreign')
    for await (const part of partsOf(visit)) {
      if (part.filename === undefined || part.filename === '') continue
      names.push(await keep(visit, link, path, part, query.get('replace') === '1'))
    }
    if (names.length === 0) throw new Refusal('bad-request', 'no-files')
  } catch (error) {
    return broken(visit, link, path, names, error)
  }
  if (wantsData(visit)) return sendData(visit.reply, { files: names })
  return query.get('replace') === '1'
    ? visit.redirect(linkRoute(visit, link.token, path.length === 0 ? '' : '/view', { path: pathText(path) }))
    : visit.redirect(linkRoute(visit, link.token, '', { path: pathText(path), done: String(names.length) }))
})

function partsOf({ request }: Visit): AsyncGenerator<FormPart> {
  const boundary = formBoundary(request.headers['content-type'])
  if (boundary === null) throw new MalformedForm('boundary')
  const body = request.body as IncomingMessage
  request.raw.setTimeout(STALL, () => request.raw.destroy())
  return parseForm(body, boundary, MOST)
}

/** @returns the name it got. */
async function keep(
  { domain }: Visit,
  { visitor }: OpenLink,
  path: readonly string[],
  { filename, body }: FormPart,
  replaces: boolean,
): Promise<string> {
  const written = replaces
    ? await writeFile(domain, visitor, path, body, { hold: HOLD })
    : await addFile(domain, visitor, path, baseName(filename!), body, { hold: HOLD })
  return written.node.name
}

/** Some browsers send the path on the sender's own disk. */
const baseName = (name: string): string => name.split(/[/\\]/).at(-1)!

/** The script of the page asks for words it can show beside a file. */
const wantsData = ({ request }: Visit): boolean => request.headers.accept === 'application/json'

function broken(
  visit: Visit,
  link: OpenLink,
  path: readonly string[],
  names: readonly string[],
  error: unknown,
): FastifyReply {
  const refusal = error instanceof MalformedForm ? new Refusal('bad-request', 'form-broken') : error
  if (!(refusal instanceof Refusal)) throw error
  // What still comes is not read.
  visit.reply.header('connection', 'close')
  const status = STATUS[TROUBLE[refusal.kind]]
  const text =
    sayRefusal(visit.language, refusal.reason, refusal.facts) ??
    visit.say(refusal.kind === 'bad-name' ? 'pages.link.upload.bad-name' : 'pages.link.errors.bad-request')
  if (wantsData(visit)) return sendData(visit.reply, { files: names, error: text }, status)
  if (names.length === 0) return showRefused(visit, link.token, refusal)
  const title = visit.say('pages.link.upload.partly-title')
  const content = html`<div class="card"><h1>${title}</h1>
${notice('attention', text)}
<p>${visit.say('pages.link.upload.partly', { count: names.length })}</p>
<ul class="points">${names.map((name) => html`<li>${name}</li>`)}</ul>
<a class="button" href="${linkPath(visit, link.token, '', { path: pathText(path) })}">${visit.say('pages.link.back')}</a></div>`
  return showOutside(visit, link.token, { title, content }, status)
}
