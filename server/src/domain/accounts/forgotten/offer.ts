import type { Domain } from '../../domain.ts'
import { resolveSetting } from '../../settings/resolve.ts'

/** Whether the sign-in page leads there: letters go out, and the instance has it so. */
export async function offersForgotten(domain: Domain): Promise<boolean> {
  if (domain.postman === undefined) return false
  return (await domain.records.read((reader) => resolveSetting(reader, 'accounts.forgotten-password'))).value
}
