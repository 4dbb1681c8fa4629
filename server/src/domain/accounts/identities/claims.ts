import type { Mapping, Statement } from '../../providers/provider.ts'
import { type Quota, SETTINGS } from '../../settings/known.ts'

/** What we keep of what a provider says. What is absent was not sent, and changes nothing. */
export interface Claims {
  readonly subject: string
  readonly id?: string
  readonly name?: string
  readonly email?: string
  readonly emailConfirmed: boolean
  readonly academy?: string
  readonly groups?: readonly string[]
  readonly quota?: Quota
}

const LONGEST_SUBJECT = 255
const MOST_GROUPS = 100
const LONGEST_GROUP = 200

/** @returns undefined when nothing says who it is. */
export function readClaims(mapping: Mapping, { subject, attributes }: Statement): Claims | undefined {
  const one = (name: string): string | undefined => (name === '' ? undefined : textsOf(attributes[name])[0])
  const stays = mapping.subject === '' ? subject : one(mapping.subject)
  if (stays === undefined || stays === '' || stays.length > LONGEST_SUBJECT) return undefined
  const said = mapping.groups.filter((name) => name !== '' && attributes[name] !== undefined)
  const groups = said.flatMap((name) => textsOf(attributes[name])).filter(fitsGroup)
  const quota = one(mapping.quota)
  const bytes = quota === undefined ? undefined : SETTINGS['quota.default'].parse(quota)
  return {
    subject: stays,
    ...maybe('id', one(mapping.id)),
    ...maybe('name', line(one(mapping.name), 255)),
    ...maybe('email', line(one(mapping.email), 320)),
    emailConfirmed: mapping.confirmed === '' || isYes(attributes[mapping.confirmed]),
    ...maybe('academy', line(one(mapping.academy), 64)),
    ...(said.length === 0 ? {} : { groups: [...new Set(groups)].sort().slice(0, MOST_GROUPS) }),
    ...maybe('quota', bytes),
  }
}

const maybe = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [Key in Name]?: Value } => (value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value }))

/** Attributes come as text, number or a list of such. */
const textsOf = (value: unknown): string[] =>
  [value]
    .flat()
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map((one) => String(one).trim().normalize('NFC'))
    .filter((text) => text !== '' && text.isWellFormed())

/** An attribute that is no line of text is as good as not sent: whoever signs in cannot help it. */
const line = (text: string | undefined, longest: number): string | undefined =>
  text === undefined || text.length > longest || /\p{Cc}/u.test(text) ? undefined : text

const fitsGroup = (name: string): boolean => line(name, LONGEST_GROUP) !== undefined

const isYes = (value: unknown): boolean => [value].flat().some((one) => one === true || one === 'true')
