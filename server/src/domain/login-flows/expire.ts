import type { Writer } from '../../storage/records/records.ts'
import type { Clock } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import { flowsOverAt } from './flow.ts'

/** An app password that no client came for in time is withdrawn: nobody but the seal holds it. */
export async function removeFlowsOver(writer: Writer, now: Clock): Promise<void> {
  const over = flowsOverAt(now)
  await writer.run(
    'DELETE FROM app_password WHERE id IN (SELECT app_password FROM login_flow WHERE created <= ?)',
    over,
  )
  await writer.run('DELETE FROM login_flow WHERE created <= ?', over)
}

/** For the job that tidies up; `beginLoginFlow` does it on the way, too. */
export async function expireLoginFlows(domain: Domain): Promise<void> {
  await domain.records.write([], (writer) => removeFlowsOver(writer, domain.now))
}
