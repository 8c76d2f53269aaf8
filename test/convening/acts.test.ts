import { openPglite } from '../../src/register/open.ts'
import { conveningSuite } from './suite.ts'

conveningSuite('convening, in the embedded register', () => openPglite())
