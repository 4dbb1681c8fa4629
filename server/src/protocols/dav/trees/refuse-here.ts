import { forbidden } from '../fault.ts'
import type { Handler } from './tree.ts'

/** For what other trees can do and this one never lets anybody do. */
export const refuseHere: Handler = async () => {
  throw forbidden('not-allowed-here')
}
