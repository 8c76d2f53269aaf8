import { openPglite } from '../../src/register/open.ts'
import { refusalsSuite } from './refusals-suite.ts'

refusalsSuite('refused words, in the embedded register', () => openPglite())
