import { openPglite } from '../../src/register/open.ts'
import { notifySuite } from './notify-suite.ts'

notifySuite('what awaits whom, in the embedded register', () => openPglite())
