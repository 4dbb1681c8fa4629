/** What changed about how an account is protected; every wire has a sentence for each. */
export type SecurityChange =
  | 'password'
  | 'email'
  | 'totp-set'
  | 'totp-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'codes-made'
  | 'code-used'
  | 'codes-guessed'
  | 'reset'
