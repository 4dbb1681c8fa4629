/**
 * What the phone apps read from a QR code or a link (ocs.md §5.5): `login` carries an app password, `onetime-login`
 * what is exchanged for one. Android takes a plus for a blank, so that blanks are written `%20`.
 * @param server address of the instance, without a slash at its end.
 */
export function connectUrl(
  kind: 'login' | 'onetime-login',
  server: string,
  login: string,
  secret: string,
): string {
  const parts = { user: login, password: secret, server }
  const written = Object.entries(parts).map(([name, value]) => `${name}:${encodeURIComponent(value)}`)
  return `nc://${kind}/${written.join('&')}`
}
