import { type RunnerTask, type RunnerTestFile, TestRunner } from 'vitest'
import { installed, type Tool } from './installed.ts'
import './with-tools.ts'

/** Runs tests written for any engine on the servers; where a server is missing, skips them all, by name. */
export default class EnginesRunner extends TestRunner {
  onCollected(files: RunnerTestFile[]): void {
    const missing = (['postgres', 's3'] as const).filter((tool) => !installed(tool))
    if (missing.length > 0) for (const file of files) skip(file, missing)
  }
}

function skip(task: RunnerTask, missing: Tool[]): void {
  task.mode = 'skip'
  task.meta.missing = missing
  if ('tasks' in task) for (const inner of task.tasks) skip(inner, missing)
}
