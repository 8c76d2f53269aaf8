import { openPglite } from '../../../src/register/open.ts'
import { remindSuite } from './suite.ts'

remindSuite('what days bring, in the embedded register', () => openPglite())
