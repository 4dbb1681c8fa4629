import type { Command } from '../command.ts'
import { help } from './help.ts'
import { serve } from './serve.ts'
import { version } from './version.ts'

/** Every command of `nuage`, one file each. Loaded at every call: what is heavy is imported inside `run`. */
export const commands: readonly Command[] = [help, serve, version]
