import type { House } from '../../house.ts'
import { CommandError, command } from '../command.ts'

export const serve = command<Record<never, never>, House>({
  name: 'serve',
  summary: 'answers requests until it is told to stop',
  usage: '',
  options: {},
  args: { min: 0, max: 0 },
  async run(context) {
    const house = await context.house()
    if (!house.domain.throttle)
      house.log.warn(
        'NUAGE_THROTTLE=off: passwords can be guessed without limit; for tests and measuring only',
      )
    if (house.config.database.kind === 'postgres' && house.config.redis === undefined)
      house.log.info(
        'without NUAGE_REDIS one process alone may serve: it would not hear of what others change',
      )
    const { isRestoring } = await import('../../../domain/backup/restoring.ts')
    if (await isRestoring(house.domain.records))
      throw new CommandError('a restore into this instance was not finished: run nuage restore again')
    const { openServing } = await import('../../serving.ts')
    const { serve: serveUntilTold } = await import('../../serve.ts')
    const { readWebAssets } = await import('../../web-assets.ts')
    const app = await readWebAssets().catch((error: unknown) => {
      house.log.warn({ err: error }, 'the web app was not built: people are shown the pages without script')
      return undefined
    })
    return await serveUntilTold(await openServing(house, { app }))
  },
})
