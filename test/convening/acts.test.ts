import { openPglite } from '../../src/register/open.ts'
import { governingSuite } from './governing.ts'
import { conveningSuite } from './suite.ts'

conveningSuite('convening, in the embedded register', () => openPglite())
governingSuite('who drafts and who decides, in the embedded register', () => openPglite())
