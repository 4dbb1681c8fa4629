import type { Sendable } from './letter.ts'

/** Takes letters to the mail server. */
export interface Postman {
  /**
   * Resolves once the mail server has taken it.
   * @throws Undeliverable when trying again cannot help, PostmanAway when the server is not to be reached,
   *   anything else when it would not have it now.
   */
  deliver(letter: Sendable): Promise<void>
  close(): Promise<void>
}

/** The mail server will never take this letter. */
export class Undeliverable extends Error {}

/** There is no talking to the mail server now: the other letters need not be tried either. */
export class PostmanAway extends Error {}
