import type { Statement } from '../../../domain/providers/provider.ts'
import { childOf, childrenOf, isElement, type XmlElement } from '../../../protocols/wire/xml/element.ts'
import { parseXmlText } from '../../../protocols/wire/xml/parse.ts'
import { ASSERTION, BEARER, TRANSIENT } from './names.ts'
import { unproven } from './unproven.ts'

/** Milliseconds by which clocks may differ. */
export const SKEW = 60_000

export interface Demands {
  /** Whose assertion it must be. */
  readonly issuer: string
  /** Whom it must be meant for. */
  readonly audience: string
  /** Our address that it must have been sent to. */
  readonly recipient: string
  /** The request that it must answer. */
  readonly request: string
  /** Milliseconds. */
  readonly now: number
}

/**
 * What a signed assertion says (SAML Core 2.5, Profiles 4.1.4.3).
 * @param xml exactly what was signed: nothing else of the answer is believed.
 * @throws Refusal `not-signed-in` (`provider-answer`)
 */
export function judgeAssertion(xml: string, demands: Demands): Statement {
  const assertion = parseXmlText(xml)
  if (assertion === null || !isElement(assertion, ASSERTION, 'Assertion')) throw unproven('no assertion')
  if (attribute(assertion, 'Version') !== '2.0') throw unproven('another version')
  if (textOf(one(assertion, 'Issuer')) !== demands.issuer) throw unproven('a foreign issuer')
  const until = Math.max(demandConditions(assertion, demands), demandConfirmed(assertion, demands))
  const statements = childrenOf(assertion, ASSERTION, 'AuthnStatement')
  const [visit] = statements
  if (visit === undefined) throw unproven('nobody signed in')
  demandWindow(demands.now, undefined, attribute(visit, 'SessionNotOnOrAfter'))
  const sid = attribute(visit, 'SessionIndex')
  const context = childOf(visit, ASSERTION, 'AuthnContext')
  const strength = context && childOf(context, ASSERTION, 'AuthnContextClassRef')
  return {
    subject: subjectOf(assertion),
    attributes: attributesOf(assertion),
    ...(sid !== undefined && sid !== '' && sid.length <= 255 ? { sid } : {}),
    ...(strength === undefined ? {} : { context: textOf(strength) }),
    answers: demands.request,
    once: { id: `assertion ${attribute(assertion, 'ID')}`, expires: Math.ceil((until + SKEW) / 1000) + 1 },
  }
}

/** @returns until when it would be believed, without the skew. */
function demandConditions(assertion: XmlElement, { audience, now }: Demands): number {
  const conditions = one(assertion, 'Conditions')
  const until = demandWindow(now, attribute(conditions, 'NotBefore'), attribute(conditions, 'NotOnOrAfter'))
  const restrictions = childrenOf(conditions, ASSERTION, 'AudienceRestriction')
  const meant = (restriction: XmlElement): boolean =>
    childrenOf(restriction, ASSERTION, 'Audience').some((said) => textOf(said) === audience)
  if (restrictions.length === 0 || !restrictions.every(meant)) throw unproven('meant for somebody else')
  return until ?? 0
}

/** One confirmation that holds is enough; the others may be for somebody else. */
function demandConfirmed(assertion: XmlElement, demands: Demands): number {
  const refusals: string[] = []
  for (const confirmation of childrenOf(one(assertion, 'Subject'), ASSERTION, 'SubjectConfirmation')) {
    const data = childOf(confirmation, ASSERTION, 'SubjectConfirmationData')
    const until = data && timeOf(attribute(data, 'NotOnOrAfter'))
    if (attribute(confirmation, 'Method') !== BEARER || data === undefined) refusals.push('no bearer')
    else if (attribute(data, 'Recipient') !== demands.recipient) refusals.push('sent elsewhere')
    else if (attribute(data, 'InResponseTo') !== demands.request) refusals.push('no answer to this request')
    else if (attribute(data, 'NotBefore') !== undefined) refusals.push('a bearer who has to wait')
    else if (until === undefined || demands.now - SKEW >= until) refusals.push('expired')
    else return until
  }
  throw unproven(refusals.join(', ') || 'no confirmation')
}

function demandWindow(now: number, from: string | undefined, to: string | undefined): number | undefined {
  const [begins, ends] = [timeOf(from), timeOf(to)]
  if (begins !== undefined && now + SKEW < begins) throw unproven('not yet valid')
  if (ends !== undefined && now - SKEW >= ends) throw unproven('expired')
  return ends
}

function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw unproven('a time that is none')
  return time
}

/** Empty for a name that is another one at each sign-in: by it nobody is known again. */
function subjectOf(assertion: XmlElement): string {
  const name = childOf(one(assertion, 'Subject'), ASSERTION, 'NameID')
  return name === undefined || attribute(name, 'Format') === TRANSIENT ? '' : textOf(name)
}

/** By their names, and by their friendly names where no other is called so. */
function attributesOf(assertion: XmlElement): Record<string, unknown> {
  const all = childrenOf(assertion, ASSERTION, 'AttributeStatement').flatMap((statement) =>
    childrenOf(statement, ASSERTION, 'Attribute'),
  )
  const found = new Map<string, string[]>()
  const names = new Set(all.map((each) => attribute(each, 'Name')))
  for (const each of all) {
    const values = childrenOf(each, ASSERTION, 'AttributeValue').map(said)
    const friendly = attribute(each, 'FriendlyName')
    const called = [attribute(each, 'Name'), names.has(friendly) ? undefined : friendly]
    for (const name of called)
      if (name !== undefined && name !== '') found.set(name, [...(found.get(name) ?? []), ...values])
  }
  return Object.fromEntries(found)
}

/** `eduPersonTargetedID` holds a NameID. */
const said = (value: XmlElement): string => {
  const name = childOf(value, ASSERTION, 'NameID')
  return textOf(name ?? value)
}

function one(parent: XmlElement, name: string): XmlElement {
  const [found, ...more] = childrenOf(parent, ASSERTION, name)
  if (found === undefined || more.length > 0) throw unproven(`not exactly one ${name}`)
  return found
}

const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((each) => each.ns === '' && each.name === name)?.value

const textOf = (element: XmlElement): string => element.text.trim()
