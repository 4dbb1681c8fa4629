import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'
import { type Tool, toolNames } from './installed.ts'
import './with-tools.ts'

/**
 * Says at the very end what was skipped and why, one line for each thing the machine lacks, and what had to be tried
 * again; closes with `N passed, N failed`. With CI=true a skipped test fails the run.
 */
export class SkipsReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const inState = (state: string) => tests.filter((test) => test.result().state === state)
    const broken = modules.filter((module) => module.errors().length > 0)
    const skipped = inState('skipped')
    const lines = [...skippedLines(skipped)]
    for (const test of tests.filter((one) => one.diagnostic()?.flaky === true))
      lines.push(`Passed at the second try only: ${test.module.relativeModuleId} > ${test.fullName}`)
    const strict = process.env.CI === 'true'
    if (strict && skipped.length > 0) {
      lines.push('A skipped test is a failure where CI=true.')
      process.exitCode = 1
    }
    const failed = inState('failed').length + broken.length + errors.length + (strict ? skipped.length : 0)
    const skips = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
    lines.push(`${inState('passed').length} passed, ${failed} failed${strict ? '' : skips}`)
    // After the summary of the reporter before this one.
    process.stdout.write(`\n${lines.join('\n')}\n`)
  }
}

function* skippedLines(skipped: TestCase[]): Generator<string> {
  const byReason = new Map<string, Set<string>>()
  for (const test of skipped) {
    const suite = outermost(test)
    for (const tool of missingFor(test)) {
      const names = byReason.get(tool) ?? new Set()
      byReason.set(tool, names.add(suite))
    }
  }
  for (const [tool, names] of [...byReason].sort())
    yield tool === ''
      ? `Skipped without a reason: ${[...names].join('; ')}`
      : `Skipped because ${toolNames[tool as Tool]} is not installed: ${[...names].join('; ')}`
}

/** What a person would look for: the file and its outermost suite, or the test itself. */
function outermost(test: TestCase): string {
  let task: TestCase | TestSuite = test
  while (task.parent.type === 'suite') task = task.parent
  return `${test.module.relativeModuleId} > ${task.name}`
}

function missingFor(test: TestCase): readonly string[] {
  for (let task: TestCase | TestSuite | TestModule = test; ; task = task.parent) {
    const { missing } = task.meta()
    if (missing) return missing
    if (task.type === 'module') return ['']
  }
}
