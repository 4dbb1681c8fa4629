import { path, session } from './session.ts'

/** Leaves by a form, as the pages without script do: the answer to it is the sign-in page. */
export function signOut(): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = path('/logout')
  const token = document.createElement('input')
  token.type = 'hidden'
  token.name = 'requesttoken'
  token.value = session().requestToken ?? ''
  form.append(token)
  document.body.append(form)
  form.submit()
}
