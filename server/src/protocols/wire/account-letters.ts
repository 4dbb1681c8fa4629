import type { Language } from '@nuage/contract/words'
import type { AccountNews } from '../../domain/mail/letter.ts'
import { type Composed, composed, dateIn, type Letterhead, type Paragraph } from './letter-text.ts'
import { type Say, sayIn } from './speech.ts'

type News<What extends AccountNews['what']> = Extract<AccountNews, { what: What }>

interface Pen {
  readonly say: Say
  readonly base: string
  /** That it opens something once, and until when. */
  once(until: number): Paragraph
}

/** What somebody asked for by their address, or is told of it. */
export function accountLetter(
  language: Language,
  news: AccountNews,
  { base, timeZone }: Letterhead,
): Composed {
  const say = sayIn(language)
  const once = (until: number): Paragraph => ({
    text: say('mail.account.once', { date: dateIn(language, timeZone, until) }),
  })
  const lines = linesOf(news, { say, base, once })
  return composed(language, say(`mail.account.${news.what}.subject`), lines)
}

function linesOf(news: AccountNews, pen: Pen): Paragraph[] {
  const { say, base, once } = pen
  switch (news.what) {
    case 'sign-up':
      return [
        ...told(
          say('mail.account.hello'),
          say('mail.account.sign-up.lead'),
          say('mail.account.sign-up.open'),
        ),
        ...[at(`${base}/signup/letter/${news.token}`), once(news.until)],
        ...told(say('mail.account.sign-up.not-you')),
      ]
    case 'known':
      return [
        ...told(
          say('mail.account.greeting', news),
          say('mail.account.known.lead'),
          say('mail.account.sign-in'),
        ),
        ...[at(signIn(base, news.academy))],
        ...told(say('mail.account.known.forgotten'), say('mail.account.not-you')),
      ]
    case 'password':
      return forgotten(news, pen)
    case 'elsewhere':
      return elsewhere(news, pen)
    case 'email':
      return [
        ...told(
          say('mail.account.greeting', news),
          say('mail.account.email.lead'),
          say('mail.account.email.open'),
        ),
        ...[at(`${base}/email/letter/${news.token}`), once(news.until)],
        ...told(say('mail.account.email.not-you')),
      ]
    case 'email-taken':
      return told(say('mail.account.hello'), say('mail.account.email-taken.lead'))
    case 'email-back':
      return [
        ...told(say('mail.account.greeting', news), say('mail.account.email-back.lead', news)),
        ...told(say('mail.account.email-back.right'), say('mail.account.email-back.open')),
        ...[at(`${base}/email/letter/${news.token}`), once(news.until)],
      ]
  }
}

function forgotten({ accounts, until }: News<'password'>, { say, base, once }: Pen): Paragraph[] {
  const ways = accounts.flatMap(({ id, token }) => [
    ...(accounts.length > 1 ? told(say('mail.account.password.of', { id })) : []),
    at(`${base}/forgotten/letter/${token}`),
  ])
  return [
    ...told(say('mail.account.hello'), say('mail.account.password.lead'), say('mail.account.password.open')),
    ...[...ways, once(until)],
    ...told(say('mail.account.password.not-you')),
  ]
}

function elsewhere({ name, academy, providers }: News<'elsewhere'>, { say, base }: Pen): Paragraph[] {
  const lead =
    providers.length === 0
      ? say('mail.account.elsewhere.lead')
      : say('mail.account.elsewhere.lead-with', { providers: providers.join(', ') })
  return [
    ...told(say('mail.account.greeting', { name }), lead, say('mail.account.sign-in')),
    ...[at(signIn(base, academy))],
    ...told(say('mail.account.not-you')),
  ]
}

const told = (...texts: string[]): Paragraph[] => texts.map((text) => ({ text }))
const at = (text: string): Paragraph => ({ text, address: true })
const signIn = (base: string, academy: string): string =>
  academy === '' ? `${base}/login` : `${base}/login?academie=${academy}`
