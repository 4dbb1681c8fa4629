import type { Facets } from '../../../domain/files/facets.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { Exchange } from '../exchange.ts'
import type { View } from './property.ts'

export const viewOf = (exchange: Exchange, facets: Facets): View => ({
  instanceId: exchange.domain.instanceId,
  facets,
  means: exchange.domain.renderer,
  base: exchange.base,
  commons: `${exchange.prefix}/remote.php/dav`,
  rootName: exchange.rootName,
  note: exchange.note ?? '',
  now: seconds(exchange.domain.now()),
})
