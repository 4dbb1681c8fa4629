import { Refusal } from '../../../vocabulary/refusal.ts'
import { CodedRefusal, type MemberCall, OcsFault } from '../call.ts'

/** Gives a refusal its number in this call; what the table does not name keeps its own. */
export async function coded<T>(codes: Readonly<Record<string, number>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const code = codes[error.reason]
    throw code === undefined ? error : new CodedRefusal(code, error)
  }
}

const RECENT = 30 * 60

/** A browser that was left open must not change accounts: the password is asked again after half an hour. */
export function demandRecentPassword({ caller, domain }: MemberCall): void {
  if (caller.session === undefined) return
  const { confirmed } = caller.session
  if (confirmed === null || domain.now() / 1000 - confirmed > RECENT)
    throw new OcsFault(403, 'password-confirmation')
}
