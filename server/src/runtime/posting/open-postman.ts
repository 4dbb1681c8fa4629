import type { Postman } from '../../domain/mail/postman.ts'
import type { Config } from '../config/config.ts'
import { parseSmtp } from '../config/parse-smtp.ts'
import { baseOf } from './base.ts'

/** The program that speaks to mail servers is loaded where one is named. */
export async function openPostman(config: Config, smtp: string): Promise<Postman> {
  const base = baseOf(config)
  const { openSmtp } = await import('./smtp.ts')
  return openSmtp(parseSmtp(smtp, new URL(base).hostname), { base, timeZone: config.timezone })
}
