/** What follows a durable write. One that throws cannot unsay the write, nor keep the others from being told. */
export function runEffects(effects: readonly (() => void)[]): void {
  for (const effect of effects)
    try {
      effect()
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : new Error(String(error)))
    }
}
