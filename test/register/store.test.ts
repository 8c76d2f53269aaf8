import { openPglite } from '../../src/register/open.ts'
import { registerSuite } from './suite.ts'

registerSuite('the embedded register', () => openPglite())
