/**
 * Everything behind these prefixes up to the next slash opens something by itself: a public link, a sign-in
 * under way, a person's notification channel.
 */
const TOKEN_IN_PATH = new RegExp(
  `(/(?:${[
    's',
    'c',
    'd',
    'setup',
    '(?:signup|forgotten|email)/letter',
    'login/v2/(?:flow|grant)',
    'login/flow',
    'public\\.php/dav/(?:files|uploads)',
    'remote\\.php/dav/public-files',
    'dav/public-files',
    'apps/files_sharing/publicpreview',
    'apps/files_sharing/shareinfo',
  ].join('|')})/)[^/?#\\s"']+`,
  'g',
)

const TOKEN_IN_QUERY =
  /([?&](?:t|token|statetoken|requesttoken|oc_requesttoken|password|code|state|answer|key|signature|access_token)=)[^&#\s"']*/gi

/** Hides the tokens of a request's path or address, so that it may be logged. */
export const redactPath = (path: string): string =>
  path.replace(TOKEN_IN_PATH, '$1***').replace(TOKEN_IN_QUERY, '$1***')
