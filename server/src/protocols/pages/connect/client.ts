import type { Say } from '../../wire/speech.ts'
import type { Html } from '../html.ts'
import { thing } from '../look/parts.ts'

const APP = /^Mozilla\/5\.0 \((Android|iOS)\) \w+-(?:android|iOS)\/(\d[\w.-]{0,20})/
const DESKTOP = /^(.+) \(Desktop Client - ([\w ]+)\)$/

export interface ShownClient {
  readonly name: string
  /** What it is, when it says so in words of its own. */
  readonly kind?: string
}

/** What people know the client by: apps introduce themselves in the way of programs. */
export function shownClient(client: string, say: Say): ShownClient {
  if (client === '') return { name: say('pages.connect.unnamed') }
  const app = APP.exec(client)
  if (app !== null)
    return {
      name: say(app[1] === 'iOS' ? 'pages.connect.ios' : 'pages.connect.android'),
      kind: say('pages.connect.version', { version: app[2]! }),
    }
  const desktop = DESKTOP.exec(client)
  if (desktop === null) return { name: client }
  return { name: desktop[1]!, kind: say('pages.connect.desktop', { system: desktop[2]! }) }
}

export function clientThing(client: string, say: Say): Html {
  const { name, kind } = shownClient(client, say)
  return thing('device', name, kind)
}
