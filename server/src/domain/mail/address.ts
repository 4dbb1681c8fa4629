import { Refusal } from '../../vocabulary/refusal.ts'

const LONGEST = 254
/** One address as people write it; what is quoted, commented or holds a blank is nobody's in a school. */
const ADDRESS =
  /^[^\s"(),:;<>@[\\\]\p{Cc}\p{Cf}]{1,64}@(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u

export const isAddress = (text: string): boolean => text.length <= LONGEST && ADDRESS.test(text)

/** @throws Refusal `bad-request`. */
export function acceptAddress(text: string): string {
  const address = text.trim()
  if (!isAddress(address)) throw new Refusal('bad-request', 'mail-address')
  return address
}
