import { openPglite } from '../../src/register/open.ts'
import { secondLockSuite } from './second-lock.ts'

secondLockSuite('without the first lock, the embedded register', () => openPglite())
