import type { FastifyReply } from 'fastify'
import {
  changeOwnProfile,
  type OwnProfile,
  readOwnProfile,
} from '../../../domain/accounts/people/own-profile.ts'
import { proposalsFor } from '../../../domain/accounts/people/proposals.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { showStale } from '../errors.ts'
import type { Fields } from '../fields.ts'
import { type Html, html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, textField, thing } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { returnPath } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { HOME } from './home-path.ts'
import { PROFILE, profilePath } from './profile-path.ts'
import { signInFirst } from './sign-in.ts'

interface Shown {
  readonly profile: OwnProfile
  /** The page that was asked for. */
  readonly to: string
  readonly trouble?: string
}

const goal = (fields: Fields): string => returnPath(fields.get('redirect_url') ?? HOME)

export const profilePage: Handler = async (visit, _fields, query) => {
  const to = goal(query)
  if (visit.session === undefined) return signInFirst(visit, profilePath(to))
  return await showProfile(visit, { to, profile: await readOwnProfile(visit.domain, visit.session.member!) })
}

/** Asked of newcomers, who may pass it by; the same page changes it later. */
async function showProfile(visit: Visit, { profile, to, trouble }: Shown): Promise<FastifyReply> {
  const { say } = visit
  const { newcomer, name } = visit.session!.person!
  const proposals = await proposalsFor(visit.domain, visit.session!.member!)
  const title = newcomer ? say('pages.profile.welcome', { name }) : say('pages.profile.title')
  const content = html`<div class="card"><h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say(newcomer ? 'pages.profile.welcome-lead' : 'pages.profile.lead')}</p>` : notice('loss', trouble)}
${newcomer && who(visit, profile)}
<form method="post" action="${visit.path(PROFILE)}">${hidden(visit, { redirect_url: to })}
${textField({ name: 'organisation', label: say('pages.profile.organisation'), hint: say('pages.profile.organisation-help'), value: profile.organisation, autocomplete: 'organization', longest: 255, optional: true, proposals: proposals.organisations })}
${textField({ name: 'region', label: say('pages.profile.region'), value: profile.region, autocomplete: 'off', longest: 120, optional: true, proposals: proposals.regions })}
${option(visit, 'advanced-space', profile.advancedSpace)}
${option(visit, 'publications', profile.publications)}
<div class="stack"><button class="button" type="submit">${say('pages.profile.submit')}</button>
${newcomer ? html`<button class="button second" type="submit" name="skip" value="1" formnovalidate>${say('pages.profile.skip')}</button>` : html`<a class="button second" href="${visit.path(to)}">${say('pages.device.cancel')}</a>`}</div></form></div>`
  const again = profilePath(to)
  return show(visit, { title: say('pages.profile.title'), content, again }, trouble === undefined ? 200 : 400)
}

function who(visit: Visit, { academy }: OwnProfile): Html {
  const { name, email } = visit.session!.person!
  return thing('person', name, [email, academy].filter((text) => text !== '').join(' · '))
}

const option = ({ say }: Visit, name: 'advanced-space' | 'publications', on: boolean): Html =>
  html`<div class="field"><label class="choice"><input type="checkbox" name="${name}" value="1" aria-describedby="${name}-hint"${on && html` checked`}>${say(`pages.profile.${name}`)}</label><p class="hint" id="${name}-hint">${say(`pages.profile.${name}-help`)}</p></div>`

export const changeProfile: Handler = async (visit, fields) => {
  const to = goal(fields)
  if (visit.session === undefined) return signInFirst(visit, profilePath(to))
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const { member } = visit.session
  const wanted = {
    organisation: fields.get('organisation') ?? '',
    region: fields.get('region') ?? '',
    advancedSpace: fields.get('advanced-space') === '1',
    publications: fields.get('publications') === '1',
  }
  try {
    await changeOwnProfile(visit.domain, member!, fields.get('skip') === '1' ? {} : wanted, true)
    return visit.redirect(to)
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'bad-request') throw error
    const trouble = sayRefusal(visit.language, error.reason, error.facts)
    if (trouble === undefined) throw error
    const profile = { ...(await readOwnProfile(visit.domain, member!)), ...wanted }
    return await showProfile(visit, { profile, to, trouble })
  }
}
