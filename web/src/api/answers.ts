import { path } from '../session/session.ts'

/** Whether the server answers at all; it asks for nobody’s name. */
export async function answers(): Promise<boolean> {
  try {
    const { ok } = await fetch(path('/status.php'), { cache: 'no-store' })
    return ok
  } catch {
    return false
  }
}
