import { openPglite } from '../../src/register/open.ts'
import { meetingsSuite } from './meetings-suite.ts'

meetingsSuite('meetings, in the embedded register', () => openPglite())
