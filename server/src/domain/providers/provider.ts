/** How Nuage and a provider speak with each other. */
export type ProviderKind = 'oidc' | 'saml'

/** Which of a provider's attributes say what. An empty name: nothing is taken. */
export interface Mapping {
  /** What stays when name and academy change; empty for the provider's own subject. */
  readonly subject: string
  /** What the account is called when it is made. */
  readonly id: string
  readonly name: string
  readonly email: string
  /** Says that the address was confirmed; the address is taken for confirmed where this is empty. */
  readonly confirmed: string
  /** The id of an academy. */
  readonly academy: string
  /** Whatever stands in one of these is a group: establishment, discipline. */
  readonly groups: readonly string[]
  readonly quota: string
}

/** What holds whatever is spoken. */
export interface ProviderPolicy {
  readonly mapping: Mapping
  /** `email`: somebody unknown who brings a confirmed address of an account of the same academy is that person. */
  readonly joins: 'never' | 'email'
  /** Whether people who come for the first time are given an account. */
  readonly makes: boolean
  /** `make`: a group that is not known yet comes into the world with its first member. */
  readonly groups: 'mapped' | 'make'
  /** Its addresses may lie in the network of the house. */
  readonly internal: boolean
  /** Names by which it says that it asked for more than a password (`acr`, `AuthnContextClassRef`). */
  readonly strong: readonly string[]
  /** Where people sign out there, for the page after signing out here; OpenID Connect may know it by itself. */
  readonly signOut?: string
}

export interface OidcSettings extends ProviderPolicy {
  readonly kind: 'oidc'
  readonly issuer: string
  readonly client: string
  /** Absent for a public client. */
  readonly secret?: string
  /** Beside `openid`. */
  readonly scopes: readonly string[]
}

export interface SamlSettings extends ProviderPolicy {
  readonly kind: 'saml'
  /** Where its metadata are found; or they are pasted, below. */
  readonly metadata?: string
  readonly entity?: string
  /** Where its sign-in by redirect begins. */
  readonly address?: string
  /** PEM; several while keys roll. */
  readonly certificates: readonly string[]
  /** PEM of our own key and of its certificate, for signing requests. */
  readonly key?: string
  /** Whether the answer must be signed as a whole, beside the assertion. */
  readonly signedAnswers: boolean
}

export type ProviderSettings = OidcSettings | SamlSettings

/** Somebody else who knows who people are. */
export interface ProviderRow {
  /** `a-z 0-9 -`: it stands in addresses that the other side is told. */
  readonly id: string
  readonly kind: ProviderKind
  /** As it stands on the button: « S’identifier avec … ». */
  readonly name: string
  readonly enabled: boolean
  readonly settings: ProviderSettings
}

/** What a provider says about whoever signed in there. */
export interface Statement {
  /** Its own name for them, by which it also says that they signed out. */
  readonly subject: string
  /** Its name of the visit. */
  readonly sid?: string
  /** As they were sent; a list is as good as a single value. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** How they proved who they are. */
  readonly context?: string
  /** What it wants to be shown when they sign out there. */
  readonly hint?: string
  /** The name of this statement, which counts once, until then (seconds). */
  readonly once?: { readonly id: string; readonly expires: number }
  /** Our request that it answers, for whoever kept it to compare. */
  readonly answers?: string
}

/** What we go to the provider with. */
export interface Beginning {
  /** Random; comes back with the answer. */
  readonly state: string
  /** Our address that the answer goes to. */
  readonly callback: string
  /** The academy's or the instance's wish, as BCP 47. */
  readonly language: string
  /** Whom the client expects. */
  readonly login?: string
}

/** What must be kept by the browser alone until the answer comes. */
export type Secrets = Readonly<Record<string, string>>

/** The answer, as it arrived. */
export interface Answer {
  /** The whole address for answers by GET. */
  readonly url?: URL
  /** The form for answers by POST. */
  readonly fields?: ReadonlyMap<string, string>
  readonly callback: string
  readonly state: string
  readonly secrets: Secrets
}

/** Who signed out, as a provider says. */
export interface SignedOutThere {
  readonly subject?: string
  readonly sid?: string
  /** Of this message, which counts once, until then (seconds). */
  readonly id: string
  readonly expires: number
}

/**
 * One provider, spoken with. All of them throw Refusal: `unavailable` (`provider-down`) when it does not answer,
 * `not-signed-in` (`provider-answer`, `provider-refused`) when the answer proves nothing, or is a no.
 */
export interface Provider {
  /** @returns where the browser goes, and what it has to keep. */
  begin(wish: Beginning): Promise<{ address: string; secrets: Secrets }>
  /** Without secrets, where the browser could not bring them along: then `answers` has to be compared afterwards. */
  finish(answer: Answer): Promise<Statement>
  /** Judges a message of the provider itself that somebody signed out there. */
  logoutToken?(token: string): Promise<SignedOutThere>
  /** @returns where one signs out there, too; undefined when it has no such place. */
  logout?(wish: { back: string; hint?: string }): Promise<string | undefined>
  /** What the other side has to know of us, as XML. @param callback our address that answers go to. */
  metadata?(callback: string): Promise<string>
  /** What it says about itself, in lines for operators. */
  describe(): Promise<readonly string[]>
}

/** Speaks with providers; stands in the runtime, since the domain fetches nothing. */
export interface Federation {
  speakWith(row: ProviderRow): Promise<Provider>
}
