import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests of what has no clock, no network and no database: they share the modules they have in common. */
const PURE = ['test/{geo,demo,client}/**/*.test.ts', 'test/analytics/stats/**/*.test.ts']

/** Few lines that take long: by size alone they would come last, and a worker would wait for each of them. */
const LONG = /test\/(fault|start|geo\/rounds\/crews|server\/demo)\/|reportBulk\.test/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files)
    return bySize.toSorted((a, b) => Number(LONG.test(b.moduleId)) - Number(LONG.test(a.moduleId)))
  }
}

const LIMITS = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'doors',
          include: ['test/**/*.test.ts'],
          exclude: PURE,
          globalSetup: ['test/compileCache.ts', 'test/postgres.ts', 'test/browser/unpack.ts'],
          ...LIMITS,
        },
      },
      { test: { name: 'pure', include: PURE, isolate: false, ...LIMITS } },
    ],
  },
})
