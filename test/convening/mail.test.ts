import { openPglite } from '../../src/register/open.ts'
import { mailSuite } from './mail-suite.ts'

mailSuite('e-mail, in the embedded register', () => openPglite())
