import { type RunnerTestFile, TestRunner } from 'vitest'
import { installed } from './installed.ts'
import './with-tools.ts'

/** Runs tests written for any engine on the servers; where a server is missing, skips them all, by name. */
export default class EnginesRunner extends TestRunner {
  readonly #missing = (['postgres', 's3'] as const).filter((tool) => !installed(tool))

  override onCollectStart(file: RunnerTestFile): void {
    super.onCollectStart(file)
    if (this.#missing.length === 0) return
    file.meta.missing = this.#missing
    // Matches no name. Unlike a skip from within a hook, it also keeps the hooks from running.
    this.config.testNamePattern = /(?!)/
  }
}
