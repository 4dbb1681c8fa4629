import { offersSignUp } from '../../../domain/accounts/sign-up/offer.ts'
import { type Fragment, html } from '../html.ts'
import type { Visit } from '../visit.ts'

/** For who has no account yet, where one can be made. */
export const signUpLink = async (visit: Visit): Promise<Fragment> =>
  (await offersSignUp(visit.domain)) &&
  html`<p class="aside"><a class="plain" href="${visit.path('/signup')}">${visit.say('pages.sign-in.sign-up')}</a></p>`
