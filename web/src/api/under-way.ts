import { client } from './client.ts'

/** While an act is sent, what is heard from elsewhere waits for its outcome, so that no row jumps back and forth. */
export const underWay = <Outcome>(act: () => Promise<Outcome>): Promise<Outcome> =>
  client
    .getMutationCache()
    .build<Outcome, Error, void, unknown>(client, { mutationFn: act, networkMode: 'always' })
    .execute()
