import { buildWebIfStale } from '../../tools/build-web.ts'

/** Browsers are shown the app as it is built for everybody. */
export default buildWebIfStale
