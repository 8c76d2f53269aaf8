// A worker thread is loaded by Node itself, which on version 20 reads no TypeScript. Only threads get the hook: the
// rest of a test is loaded by vitest.
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (!isMainThread) register('./load-typescript.mjs', import.meta.url)
