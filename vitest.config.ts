import { defineConfig } from 'vitest/config'
import { SkipsReporter } from './test/rigs/skips-reporter.ts'

const protocol = ['test/protocol/**/*.test.ts']

/** As Playwright says it of a browser. */
const TOO_LATE = /Timeout \d+ms exceeded/

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // A condition that is waited for comes when a busy machine gets to it.
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default', new SkipsReporter()],
    // A checkout early in its life may lack the tests of a whole project.
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{server,contract,web}/src/**/*.test.{ts,tsx}',
            '{tools,bin,bench}/**/*.test.ts',
            'test/{rigs,acceptors,golden,schemas,school}/**/*.test.ts',
            ...protocol,
          ],
          exclude: ['**/*.engines.test.ts', '**/node_modules/**'],
          provide: { engine: 'embedded' },
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engines',
          include: ['**/*.engines.test.ts'],
          globalSetup: 'test/rigs/engines-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engines-protocol',
          include: protocol,
          globalSetup: 'test/rigs/engines-setup.ts',
          runner: './test/rigs/engines-runner.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      ...['clients', 'browser', 'faults'].map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          // One whole house, client or browser at a time.
          fileParallelism: false,
          // Looking for faults on several screens takes a busy machine minutes.
          testTimeout: name === 'browser' ? 300_000 : 120_000,
          hookTimeout: 120_000,
          // ADR 53: what did not answer in time is asked once more, and named at the end.
          ...(name === 'faults' ? {} : { retry: { count: 1, condition: TOO_LATE } }),
          ...(name === 'browser' ? { globalSetup: 'test/browser/build-app.ts' } : {}),
        },
      })),
    ],
  },
})
