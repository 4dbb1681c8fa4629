import type { Config } from '../config/config.ts'

/** Where the instance is reached, as far as its settings tell. */
export const baseOf = ({ publicUrl, listen }: Pick<Config, 'publicUrl' | 'listen'>): string =>
  publicUrl ?? `http://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${listen.port}`
