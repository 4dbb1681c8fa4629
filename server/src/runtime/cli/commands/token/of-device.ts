import type { Domain } from '../../../../domain/domain.ts'
import type { Actor } from '../../../../vocabulary/actor.ts'
import type { PersonId } from '../../../../vocabulary/ids.ts'
import type { House } from '../../../house.ts'
import { type Command, CommandError, command, UsageError } from '../../command.ts'

type Deed = (domain: Domain, actor: Actor, device: { person: PersonId; id: number }) => Promise<unknown>

interface Wanted {
  readonly name: string
  readonly summary: string
  /** Said behind the device's number. */
  readonly done: string
  /** Loads what does it: a command starts quickly by loading no more than it needs. */
  load(): Promise<Deed>
}

/** A command about one device of one person, by the number that `nuage token list` shows. */
export const ofDevice = ({ name, summary, done, load }: Wanted): Command =>
  command<Record<never, never>, House>({
    ...{ name, summary, usage: 'USER NUMBER', options: {}, args: { min: 2, max: 2 } },
    async run({ args, house, answer }) {
      const { findPersonByLogin } = await import('../../../../domain/accounts/people/find.ts')
      const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
      const deed = await load()
      const id = readNumber(args[1]!)
      const { domain } = await house()
      const person = await findPersonByLogin(domain, args[0]!)
      if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
      await deed(domain, SYSTEM, { person: person.id, id })
      answer(`${id} ${done}`, { user: person.id, id })
      return 0
    },
  })

function readNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new UsageError(`“${text}” is no number of a device: see nuage token list`)
  return Number(text)
}
