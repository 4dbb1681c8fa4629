const COMPLAINT = /\[ (?:warning|critical|fatal) |Server replied with an error|FINISHED WITH STATUS "(?!OK")/

const CONFLICTED = '"[^"]* \\(conflicted copy [^"]*"'
const KEPT_TWICE =
  '"Conflit : La version du serveur a été téléchargée, la version locale renommée et non téléversée\\."$'

/**
 * Warnings that the graphical client gives against any server: about its own windows and libraries, the files it
 * keeps for itself, its list of what it has synchronised, a conflict that it has settled by itself, and three
 * answers that are as they should be: 401 with Basic while it finds out how to sign in, 404 while nobody has granted
 * it access yet, 304 for what it has already.
 */
const USUAL = new RegExp(
  [
    '\\[ warning default (?:unknown:0|qrc:/|\\./src/csync/csync_exclude\\.cpp)',
    '\\[ warning qt\\.(?!network)[\\w.]+ ',
    "folderman\\.cpp:\\d+ \\]:\\t(?:empty file: |can't create folder without an account)",
    'Unable to read (?:".*" chunk "0"|client key|client CA cert slot "\\d+") "Entry not found"$',
    'sharemodel\\.cpp:\\d+ \\]:\\tNot updating share model data\\. Local path is: "" ',
    'Nothing changed so nothing to retrieve - status code: {2}304',
    'Item {2}".*" {2}retrieved (?:resulted in {2}""|successfully\\.)',
    'Unknown WWW-Authenticate reply to auth-test PROPFIND: "basic realm=',
    'ContentNotFoundError .*404 Not Found.*/login/v2/poll',
    `Could not complete propagation of ${CONFLICTED} by OCC::PropagateIgnoreJob\\(\\w+\\) with status OCC::SyncFileItem::Conflict and error: ${KEPT_TWICE}`,
    `Item {2}${CONFLICTED} {2}retrieved resulted in {1,2}(?:error {2})?${KEPT_TWICE}`,
  ].join('|'),
)

/** Every warning and error in the log of the graphical client that is not about itself alone. */
export const complaintsIn = (log: string): string[] =>
  log.split('\n').filter((line) => COMPLAINT.test(line) && !USUAL.test(line))
