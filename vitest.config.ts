import { defineConfig } from 'vitest/config'

const common = {
  pool: 'forks' as const,
  execArgv: ['--import', new URL('./test/typescript-in-threads.mjs', import.meta.url).href],
  testTimeout: 60_000,
  hookTimeout: 180_000,
}

/** `fast`: one room at a time, under a minute. `whole`: real files, the golden region, servers and the browser. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'fast', include: ['test/**/*.test.ts'], exclude: ['test/whole/**'] } },
      {
        test: {
          ...common,
          name: 'whole',
          include: ['test/whole/**/*.test.ts'],
          globalSetup: ['test/whole/global-setup.ts'],
          testTimeout: 300_000,
        },
      },
    ],
  },
})
